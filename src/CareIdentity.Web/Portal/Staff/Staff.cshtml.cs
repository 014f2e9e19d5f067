using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Staff;
using CareIdentity.Web.Nhs;
using CareIdentity.Web.Portal.Organisations;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Staff;

/// <summary>The RA staff of an organisation, with how each of them stands.</summary>
public sealed class StaffModel(OrganisationQueries organisations, Authority authority, StaffQueries queries) : OrganisationPage(organisations, authority)
{
    public override string Tab => "staff";

    public ListState State { get; private set; } = null!;

    public StaffPage Staff { get; private set; } = new([], 0);

    public bool MayAppoint { get; private set; }

    public string ExportHref => (State with { Page = 1 }).Href() + "&handler=Export";

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindStaffAsync() is { } missing)
        {
            return missing;
        }

        MayAppoint = await Authority.CheckAsync(Actor, RaFunction.AppointRaStaff, Organisation.Code, Aborted) is null;
        Staff = await queries.AtAsync(Shown, State.Skip, ListState.PageSize, Aborted);
        return Page();
    }

    /// <summary>Exactly what is filtered, in the same order.</summary>
    public async Task<IActionResult> OnGetExportAsync([FromServices] ExportStaff export)
    {
        if (await FindStaffAsync() is { } missing)
        {
            return missing;
        }

        if ((await export.ExecuteAsync(Shown, Actor, Aborted)).IsRefused(out var refusal, out var rows))
        {
            return await RefusePageAsync(refusal);
        }

        await using var writer = CsvRows.Begin(Response, $"ra-staff-{Organisation.Code}-{Today:yyyy-MM-dd}.csv");
        await writer.WriteAsync(["UUID", "Name", "Position", "ODS code", "Organisation", "Roles", "State", "Trained until", "Letter dated", "Agreement accepted on", "From", "To"]);
        await foreach (var row in rows.WithCancellation(Aborted))
        {
            await writer.WriteAsync(
                [
                    row.Uuid.Value, row.FullName, row.PositionName, row.Organisation.Value, row.OrganisationName, StaffWords.Roles(row), StaffWords.State(row).Word,
                    $"{StaffWords.TrainedUntil(row):yyyy-MM-dd}", $"{row.Letter?.SignedOn:yyyy-MM-dd}", row.AgreedAt is { } agreed ? $"{ClockDates.OnDay(agreed):yyyy-MM-dd}" : "",
                    $"{row.StartsOn:yyyy-MM-dd}", $"{row.ExpiresOn:yyyy-MM-dd}",
                ]);
        }

        return new EmptyResult();
    }

    private StaffFilter Shown => new()
    {
        Organisation = Organisation.Code,
        Reach = State.Filter("where") switch { "below" => StaffReach.Below, "ours" => StaffReach.Ours, _ => StaffReach.Here },
        Attention = State.Filter("show") is "attention",
        Text = State.Filter("q"),
    };

    private async Task<IActionResult?> FindStaffAsync()
    {
        State = ListState.Of(Request, ["q", "show", "where"], ["name"]);
        return await FindAsync(RaFunction.ViewReports);
    }
}
