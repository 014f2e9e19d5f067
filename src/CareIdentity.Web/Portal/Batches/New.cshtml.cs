using CareIdentity.Batches;
using CareIdentity.Kernel;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Batches;

/// <summary>A kind of file, its template, and the file itself: 100,000 lines are more than any other page takes.</summary>
[RequestSizeLimit(LargestFile)]
[RequestFormLimits(MultipartBodyLengthLimit = LargestFile)]
public sealed class NewModel(UploadBatch upload, Authority authority) : PortalPage
{
    private const int LargestFile = 64 * 1024 * 1024;

    [BindProperty]
    public BatchKind? Kind { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The kinds that this role may bring; none where it is refused.</summary>
    public IReadOnlyList<BatchKind> Kinds { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    /// <summary>The header alone: an example line would be somebody's line.</summary>
    public async Task<IActionResult> OnGetTemplateAsync(BatchKind of)
    {
        if (await FindAsync() is { } refused)
        {
            return refused;
        }

        var header = string.Join(',', BatchColumns.Of(of).Select(column => column.Name)) + "\r\n";
        return File(System.Text.Encoding.UTF8.GetBytes(header), "text/csv; charset=utf-8", $"{of.ToString().ToLowerInvariant()}-template.csv");
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } refused)
        {
            return refused;
        }

        Require(nameof(Kind), Kind is null || !Kinds.Contains(Kind.Value), "Select what the file does");
        Require(nameof(Upload), Upload is null, "Choose the file");
        Require(nameof(Reason), string.IsNullOrWhiteSpace(Reason), "Say why, for those who read the history later");
        if (ModelState.ErrorCount > 0)
        {
            return Page();
        }

        await using var content = Upload!.OpenReadStream();
        var outcome = await upload.ExecuteAsync(
            new UploadBatchRequest { Kind = Kind!.Value, FileName = Path.GetFileName(Upload.FileName), Content = content, Reason = Reason! }, Actor, Aborted);
        return outcome.IsRefused(out var refusal, out var batch) ? await RefuseAsync(refusal) : LocalRedirect($"/batches/{batch}");
    }

    private void Require(string field, bool isMissing, string words)
    {
        ModelState.Remove(field);
        if (isMissing)
        {
            ModelState.AddModelError(field, words);
        }
    }

    private async Task<IActionResult?> FindAsync()
    {
        var (kinds, last) = (new List<BatchKind>(), (Refusal?)null);
        foreach (var kind in Enum.GetValues<BatchKind>())
        {
            var refusal = await authority.CheckAsync(Actor, BatchAuthority.TaskOf(kind), Aborted);
            last = refusal ?? last;
            if (refusal is null)
            {
                kinds.Add(kind);
            }
        }

        Kinds = kinds;
        return kinds.Count == 0 ? await RefusePageAsync(last!) : null;
    }
}
