using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.SignIn;

public sealed record SelectRoleRequest
{
    public required Guid AssignmentId { get; init; }

    public required Guid AccessProfileId { get; init; }
}

/// <summary>Chooses the role to work in, or changes it: one at a time, without taking the card out.</summary>
public sealed class SelectRole(CareIdentityDb db, SessionQueries sessions, RoleQueries roles, AuditTrail audit)
{
    /// <remarks>Refused where the session is not trusted any more, or the role is not one that the person holds today.</remarks>
    public async Task<Outcome<RoleChoice>> ExecuteAsync(SelectRoleRequest request, Actor actor, CancellationToken ct)
    {
        if (actor.SessionId is not { } sessionId)
        {
            return SignInRefusals.NoSession;
        }

        if (await sessions.CheckAsync(sessionId, ct) is { } untrusted)
        {
            return untrusted;
        }

        var session = await db.Sessions.FirstAsync(s => s.Id == sessionId && s.ProfileId == actor.ProfileId, ct);
        var held = await roles.ChoicesAsync(actor.ProfileId, ct);

        var choice = held.All.FirstOrDefault(c => c.AssignmentId == request.AssignmentId && c.AccessProfileId == request.AccessProfileId);
        if (choice is null)
        {
            return SignInRefusals.RoleNotHeld;
        }

        var before = session.ActingAs;
        session.Select(choice);

        audit.Record(actor, Reason.None, RoleSelected.Of(actor.ProfileId, choice, before));

        return await db.SaveAsync(ct) is { } refused ? refused : choice;
    }
}

public sealed record RoleSelected : CareEvent
{
    public required Guid ProfileId { get; init; }

    public required string Role { get; init; }

    public required Guid AssignmentId { get; init; }

    public string? Before { get; init; }

    public override string InWords => Before is null ? $"Began to work as {Role}." : $"Changed role from {Before} to {Role}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId)];

    internal static RoleSelected Of(Guid profileId, RoleChoice choice, string before) => new()
    {
        ProfileId = profileId,
        Role = choice.ActingAs,
        AssignmentId = choice.AssignmentId,
        Before = before.Length == 0 ? null : before,
    };
}
