using CareIdentity.Batches;
using CareIdentity.Kernel;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Batches;

/// <summary>Batches that were uploaded from the reader's organisation.</summary>
public sealed class IndexModel(BatchQueries batches, Authority authority) : PortalPage
{
    public BatchList? List { get; private set; }

    public ListState State { get; private set; } = null!;

    public static EmptyView Empty => new("No batch was uploaded here.")
    {
        How = "Give, end or change many things with one file: it is checked line by line and shown before anything happens.",
        First = new LinkView("Upload a batch", "/batches/new"),
    };

    public async Task<IActionResult> OnGetAsync()
    {
        State = ListState.Of(Request, [], ["uploaded"]);
        var many = await authority.CheckAsync(Actor, RaFunction.ManageManyAssignments, Aborted);
        if (many is not null && await authority.CheckAsync(Actor, RaFunction.RaiseRequest, Aborted) is not null)
        {
            return await RefusePageAsync(many);
        }

        List = await batches.OfAsync(Actor.Organisation!, State.Skip, ListState.PageSize, Aborted);
        return Page();
    }
}
