using CareIdentity.Organisations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.RaDirectory;

/// <summary>Find your Registration Authority, by the organisation where you work. Open to everybody: who has no card yet needs it most.</summary>
[AllowAnonymous]
public sealed class IndexModel(RaDirectoryQueries directory) : PortalPage
{
    private const int Most = 20;
    private const int MostLetters = 100;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<DirectoryRow> Found { get; private set; } = [];

    public bool More { get; private set; }

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
