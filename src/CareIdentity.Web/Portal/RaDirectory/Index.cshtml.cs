using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.RaDirectory;

/// <summary>Find your Registration Authority, by the organisation where you work. Open to everybody: who has no card yet needs it most.</summary>
[AllowAnonymous]
public sealed class IndexModel(RaDirectoryQueries directory, RaPolicy policy) : PortalPage
{
    private const int Most = 20;
    private const int MostLetters = 100;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<DirectoryRow> Found { get; private set; } = [];

    public bool More { get; private set; }

    /// <summary>What makes an entry of little use, before anybody travels on its word; none where it can be relied upon.</summary>
    public IEnumerable<StateView> Doubts(DirectoryEntry entry)
    {
        if (entry.Entry.Lacking.Count > 0)
        {
            yield return StateView.Stopped($"No {string.Join(", ", entry.Entry.Lacking)}");
        }

        if (entry.IsOverdue(Today, policy.DirectoryConfirmDays))
        {
            yield return StateView.Soon(entry.ConfirmedOn is null ? "Never confirmed" : $"Not confirmed for {policy.DirectoryConfirmDays} days");
        }
    }

    public async Task OnGetAsync()
    {
        if (string.IsNullOrWhiteSpace(Q))
        {
            return;
        }

        var found = await directory.SearchAsync(Q.Length > MostLetters ? Q[..MostLetters] : Q, Most + 1, Aborted);
        More = found.Count > Most;
        Found = [.. found.Take(Most)];
    }
}
