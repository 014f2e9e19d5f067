using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Web.Sessions;

namespace CareIdentity.Web.Portal.People;

/// <summary>A person's photo, for those who may see the person.</summary>
internal static class PhotoEndpoint
{
    public static void MapPhotos(this IEndpointRouteBuilder routes) => routes.MapGet("/people/{uuid}/photo", ReadAsync);

    private static async Task<IResult> ReadAsync(string uuid, HttpContext http, CurrentSession current, ProfileQueries profiles, Authority authority)
    {
        if (current.View is not { } session)
        {
            return Results.Unauthorized();
        }

        if (!UserUuid.TryParse(uuid, out var known) || await profiles.FindAsync(known, http.RequestAborted) is not { } profile)
        {
            return Results.NotFound();
        }

        var hidden = profile.Id != session.Actor.ProfileId
            && await authority.CheckForProfileAsync(session.Actor, RaFunction.ViewProfile, profile.Id, http.RequestAborted) is not null;
        return hidden || await profiles.PhotoAsync(profile.Id, http.RequestAborted) is not { } photo
            ? Results.NotFound()
            : Results.File(photo.Content, photo.ContentType, lastModified: photo.TakenAt);
    }
}
