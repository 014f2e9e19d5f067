using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.SignIn;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Applications;

public sealed record OpenApplicationRequest
{
    /// <summary>The secret of the link.</summary>
    public required string Link { get; init; }

    public required string Code { get; init; }
}

/// <summary>The browser that the code was typed into has the application open, for two hours; another one before has not any more.</summary>
public sealed class OpenApplication(CareIdentityDb db, ApplicantCodes codes, AuditTrail audit, TimeProvider clock)
{
    public static readonly TimeSpan Open = TimeSpan.FromHours(2);

    /// <summary>Gives the token that the browser keeps.</summary>
    public async Task<Outcome<string>> ExecuteAsync(OpenApplicationRequest request, Actor actor, CancellationToken ct)
    {
        if (await codes.TakeAsync(request.Link, request.Code, ct) is not { } application)
        {
            return ApplicationRefusals.CodeWrong;
        }

        var token = SecretToken.Create();
        var draft = await db.ApplicationDrafts.FirstAsync(d => d.ApplicationId == application.Id, ct);
        (draft.SessionHash, draft.SessionUntil) = (SecretToken.Hash(token), clock.GetUtcNow() + Open);
        audit.Record(actor with { Name = application.FullName, ActingAs = "the applicant, with a link and a code sent by e-mail" }, Reason.None, new ApplicationOpened
        {
            ApplicationId = application.Id,
            Reference = application.Reference,
            Organisation = application.Organisation,
        });

        return await db.SaveAsync(ct) is { } refused ? refused : token;
    }
}
