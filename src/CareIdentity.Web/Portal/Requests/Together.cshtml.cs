using System.Globalization;
using CareIdentity.Kernel;
using CareIdentity.Requests;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Requests;

/// <summary>Several requests for positions at once, where nothing speaks against it; each with its own result.</summary>
public sealed class TogetherModel(ManyRequests many, Authority authority) : PortalPage
{
    /// <summary>Request and the round that was shown.</summary>
    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    public IReadOnlyList<TogetherRow> Rows { get; private set; } = [];

    public IReadOnlyList<TogetherRow> Safe => [.. Rows.Where(row => row.Warnings.Count == 0)];

    public IReadOnlyList<TogetherRow> Others => [.. Rows.Where(row => row.Warnings.Count > 0)];

    /// <summary>Null until something was decided.</summary>
    public IReadOnlyList<(TogetherRow Row, Refusal? Refusal)>? Results { get; private set; }

    public int Accepted => Results?.Count(result => result.Refusal is null) ?? 0;

    public static string Key(TogetherRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.Id}:{row.Round}");

    public string Words(TogetherRow row) =>
        $"{row.Reference}. From {DateWords.Date(row.StartsOn)}{(row.ExpiresOn is { } end ? $" until {DateWords.Date(end)}" : ", without end")}. Asked by {row.RaisedBy}: {row.Note}";

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await many.AcceptAsync([.. Chosen.Select(Read).OfType<AcceptAssignmentRequest>()], Actor, Aborted);
        if (outcome.IsRefused(out var refusal, out var results))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        var known = Rows.ToDictionary(row => row.Id);
        Results = [.. results.Where(result => known.ContainsKey(result.Id)).Select(result => (known[result.Id], result.Refusal))];
        return Page();
    }

    private static AcceptAssignmentRequest? Read(string key) =>
        key.Split(':') is [var id, var round] && Guid.TryParse(id, out var request) && int.TryParse(round, NumberStyles.None, CultureInfo.InvariantCulture, out var read)
            ? new AcceptAssignmentRequest { RequestId = request, Round = read }
            : null;

    private async Task<IActionResult?> FindAsync()
    {
        if (await authority.CheckAsync(Actor, RaFunction.AssignPosition, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        Rows = await many.CandidatesAsync(Actor, Aborted);
        return null;
    }
}
