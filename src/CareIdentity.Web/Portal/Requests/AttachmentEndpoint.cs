using CareIdentity.Requests;
using CareIdentity.Web.Sessions;

namespace CareIdentity.Web.Portal.Requests;

/// <summary>A file of a request, for those who may see the request: saved, never shown by the browser itself.</summary>
internal static class AttachmentEndpoint
{
    public static void MapAttachments(this IEndpointRouteBuilder routes) => routes.MapGet("/requests/{reference}/attachments/{file:guid}", ReadAsync);

    private static async Task<IResult> ReadAsync(string reference, Guid file, HttpContext http, CurrentSession current, RequestQueries requests, AttachmentQueries attachments)
    {
        if (current.View is not { TermsAccepted: true, RoleSelected: true } session)
        {
            return Results.Unauthorized();
        }

        if (!RequestReference.TryParse(reference, out var known)
            || await requests.FindAsync(known, session.Actor, http.RequestAborted) is not { } asked
            || await attachments.FindAsync(asked, file, http.RequestAborted) is not { } found)
        {
            return Results.NotFound();
        }

        // With a name it is an attachment: the browser saves it, and nosniff (SecurityHeaders) keeps it what it says it is.
        return Results.File(found.Content, found.ContentType, found.Name);
    }
}
