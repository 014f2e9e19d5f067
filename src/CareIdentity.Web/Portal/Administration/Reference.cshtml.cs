using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CareIdentity.Web.Portal.Administration;

/// <summary>The reference data in force, its versions, and the proposal of a new one.</summary>
public sealed class ReferenceModel(ReferenceQueries queries, ProposeReference propose, Authority authority) : PortalPage
{
    private const int LastVersions = 20;
    private const int MostBytes = 4_000_000;
    private static readonly string[] Expected = ["job-roles.csv", "activities.csv", "activity-inclusions.csv", "baseline-policy.csv", "areas-of-work.csv"];

    [BindProperty(SupportsGet = true, Name = "table")]
    public ReferenceTable Table { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Letters { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    [BindProperty]
    public List<IFormFile> Files { get; set; } = [];

    public ListState List { get; private set; } = null!;

    public IReadOnlyList<ReferenceEntry> Found { get; private set; } = [];

    public IEnumerable<ReferenceEntry> Shown => Found.Skip(List.Skip).Take(ListState.PageSize);

    /// <summary>Null where it is refused.</summary>
    public IReadOnlyList<ReferenceVersionLine>? Versions { get; private set; }

    public bool IsPair => Table is ReferenceTable.Inclusion or ReferenceTable.Baseline;

    public string Caption => $"{ReferenceWords.Table(Table)} in force, by code";

    public IReadOnlyList<SelectListItem> Tables => [.. Enum.GetValues<ReferenceTable>().Select(table => new SelectListItem(ReferenceWords.Table(table), table.ToString(), table == Table))];

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    public async Task<IActionResult> OnGetExportAsync()
    {
        if (await FindAsync() is { } refused)
        {
            return refused;
        }

        await using var writer = CsvRows.Begin(Response, ReferenceWords.File(Table));
        await writer.WriteAsync(ReferenceWords.Header(Table));
        foreach (var entry in await queries.EntriesAsync(Table, null, Aborted))
        {
            await writer.WriteAsync([entry.First, IsPair ? entry.Second : entry.Name]);
        }

        return new EmptyResult();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } refused)
        {
            return refused;
        }

        var folder = Files.Count == 0 ? null : Directory.CreateTempSubdirectory("cis-reference-");
        try
        {
            if (folder is not null && await KeepAsync(folder) is { } wrong)
            {
                ModelState.AddModelError(nameof(Files), wrong);
                return Page();
            }

            var outcome = await propose.ExecuteAsync(new ProposeReferenceRequest { Why = Why ?? "", Directory = folder?.FullName }, Actor, Aborted);
            return outcome.IsRefused(out var refusal, out var id) ? await RefuseAsync(refusal, refusal.Field) : LocalRedirect($"/administration/reference/{id}");
        }
        finally
        {
            folder?.Delete(recursive: true);
        }
    }

    /// <summary>Under the names that an import expects, whatever else the name of an upload says.</summary>
    private async Task<string?> KeepAsync(DirectoryInfo folder)
    {
        foreach (var file in Files)
        {
            var name = Array.Find(Expected, expected => string.Equals(expected, Path.GetFileName(file.FileName), StringComparison.OrdinalIgnoreCase));
            if (name is null || file.Length > MostBytes)
            {
                return name is null ? "Choose only the files of an import, under their names" : "A file is larger than 4 megabytes";
            }

            await using var kept = System.IO.File.Create(Path.Combine(folder.FullName, name));
            await file.CopyToAsync(kept, Aborted);
        }

        return null;
    }

    private async Task<IActionResult?> FindAsync()
    {
        List = ListState.Of(Request, ["table", "q"], ["code"]);
        if (await authority.CheckAsync(Actor, RaFunction.AdministerReferenceData, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        Found = await queries.EntriesAsync(Table, Letters, Aborted);
        (Versions, _) = await queries.VersionsAsync(0, LastVersions, Aborted);
        return null;
    }
}
