using CareIdentity.Batches;
using CareIdentity.Kernel;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Batches;

/// <summary>A page about one batch: found, and the reader's right to it asked, before anything of it is shown.</summary>
public abstract class BatchPage(BatchQueries batches, Authority authority) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Null where it is refused.</summary>
    public BatchView? Batch { get; private set; }

    protected BatchQueries Batches => batches;

    protected string Address => $"/batches/{Id}";

    protected async Task<IActionResult?> FindAsync()
    {
        if (await batches.FindAsync(Id, Aborted) is not { } batch)
        {
            return NotFound();
        }

        if (await authority.CheckAsync(Actor, BatchAuthority.TaskOf(batch.Kind), batch.Organisation, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        Batch = batch;
        return null;
    }
}
