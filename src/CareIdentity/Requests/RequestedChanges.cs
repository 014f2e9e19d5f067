using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

/// <summary>Carries out what a request asks for, in the caller's commit, by the verbs that do it without one: there is no second way to do any of it.</summary>
public sealed class RequestedChanges(CareIdentityDb db, ChangeDetails details, CloseProfile close, ReopenProfile reopen, ChangeAssignment change, RemoveAssignment remove)
{
    internal async Task<Refusal?> ApplyAsync(AccessRequest asked, Actor actor, CancellationToken ct) => asked switch
    {
        { Kind: RequestKind.ChangeDetails, SubjectId: { } profile, Details: { } wanted } => await ChangeAsync(profile, RequestJson.ReadChanges(wanted), asked, actor, ct),
        { Kind: RequestKind.CloseProfile, SubjectId: { } profile } => await close.ApplyAsync(new CloseProfileRequest { ProfileId = profile, Reason = asked.Note }, actor, ct),
        { Kind: RequestKind.ReopenProfile, SubjectId: { } profile } => await reopen.ApplyAsync(new ReopenProfileRequest { ProfileId = profile, Reason = asked.Note }, actor, ct),
        { Kind: RequestKind.ChangeAssignment, AssignmentId: { } held } =>
            await change.ApplyAsync(new ChangeAssignmentRequest { AssignmentId = held, ExpiresOn = asked.ExpiresOn, Reason = asked.Note }, actor, ct),
        { Kind: RequestKind.RemoveAssignment, AssignmentId: { } held } => await remove.ApplyAsync(new RemoveAssignmentRequest { AssignmentId = held, Reason = asked.Note }, actor, ct),
        _ => RequestRefusals.WrongKind,
    };

    /// <summary>Only what was asked for: what else has changed meanwhile stays as it is.</summary>
    private async Task<Refusal?> ChangeAsync(Guid profileId, IReadOnlyList<DetailsChange> wanted, AccessRequest asked, Actor actor, CancellationToken ct)
    {
        var profile = await db.Profiles.FirstAsync(p => p.Id == profileId, ct);
        var becomes = DetailsChange.Apply(profile.Described, wanted);
        return await details.ApplyAsync(
            new ChangeDetailsRequest { ProfileId = profileId, Details = becomes, Reason = asked.Note, ByOwner = asked.Source is RequestSource.StaffRecord }, actor, ct);
    }
}
