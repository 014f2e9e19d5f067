using CareIdentity.Kernel;
using CareIdentity.Reports;
using CareIdentity.Web.Nhs;
using CareIdentity.Web.Portal.Organisations;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Locums;

/// <summary>The register of national locum positions (FFFFF): who was given one, until when, by whom; with its export.</summary>
public sealed class IndexModel(Authority authority, LocumQueries locums, RaPolicy policy) : PortalPage
{
    public const string Address = "/locum-register";

    public ListState State { get; private set; } = null!;

    public LocumPage Register { get; private set; } = new([], 0);

    public int Months => policy.LocumMonths;

    public LocumState Shown => Enum.TryParse<LocumState>(State.Filter("state"), ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : LocumState.All;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } refused)
        {
            return refused;
        }

        Register = await locums.ListAsync(Shown, State.Filter("q"), Actor, State.Skip, ListState.PageSize, Aborted);
        return Page();
    }

    /// <summary>Exactly what is filtered, in the same order.</summary>
    public async Task<IActionResult> OnGetExportAsync()
    {
        if (await FindAsync() is { } refused)
        {
            return refused;
        }

        var lines = await locums.AllAsync(Shown, State.Filter("q"), Actor, Aborted);
        await using var writer = CsvRows.Begin(Response, $"locum-register-{Today:yyyy-MM-dd}.csv");
        await writer.WriteAsync(["UUID", "Name", "Professional number", "Registered at", "Position", "From", "To", "State", "Given on", "Given by", "Sponsor"]);
        await foreach (var line in lines.WithCancellation(Aborted))
        {
            await writer.WriteAsync(
                [
                    line.Uuid.Value, line.FullName, line.ProfessionalNumber?.ToString() ?? "", line.RegisteredAt.Value, line.Position, $"{line.StartsOn:yyyy-MM-dd}", $"{line.ExpiresOn:yyyy-MM-dd}",
                    View(line).Word, $"{ClockDates.OnDay(line.GivenAt):yyyy-MM-dd}", line.GivenBy ?? "", line.Sponsor ?? "",
                ]);
        }

        return new EmptyResult();
    }

    public StateView View(LocumLine line) => line.StateOn(Today) switch
    {
        LocumState.Ended => StateView.Ended(line.RemovedAt is null ? "Expired" : "Removed"),
        LocumState.Later => StateView.Waiting("Begins later"),
        LocumState.Ending => StateView.Soon("Ends soon"),
        _ => StateView.Good("Works"),
    };

    private async Task<IActionResult?> FindAsync()
    {
        State = ListState.Of(Request, ["q", "state"], ["given"]);
        return await authority.CheckAsync(Actor, RaFunction.ViewLocumRegister, Actor.Organisation ?? OdsCode.NationalLocumPharmacy, Aborted) is { } refusal ? await RefusePageAsync(refusal) : null;
    }
}
