using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

public sealed record AcceptRegistrationRequest
{
    public required Guid RequestId { get; init; }

    public required VerifiedPerson Person { get; init; }
}

public sealed record ProfileRegistered(Guid ProfileId, UserUuid Uuid);

/// <summary>An ID checker has seen the person and three documents: the profile exists, verified, from this commit on.</summary>
public sealed class AcceptRegistration(CareIdentityDb db, RequestsInHand asking, ProfileRegistration registration, RequestNews news, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<ProfileRegistered>> ExecuteAsync(AcceptRegistrationRequest request, Actor actor, CancellationToken ct)
    {
        if ((await asking.FindToDecideAsync(request.RequestId, actor, ct)).IsRefused(out var notAllowed, out var asked))
        {
            return notAllowed;
        }

        if (asked.Kind is not RequestKind.CreateProfile)
        {
            return RequestRefusals.WrongKind;
        }

        if (asked.Accept(actor.ProfileId, clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        var registered = await registration.RegisterAsync(request.Person, asked.Organisation, asked.RaisedBy, actor.ProfileId, ct);
        if (registered.IsRefused(out var wrong, out var profile))
        {
            return wrong;
        }

        asked.IsAbout(profile.Id);
        await foreach (var waiting in db.AccessRequests.Where(r => r.WaitsFor == asked.Id && (r.State == RequestState.Open || r.State == RequestState.Returned)).AsAsyncEnumerable().WithCancellation(ct))
        {
            waiting.IsAbout(profile.Id);
        }

        audit.Record(actor, Reason.None, new ProfileCreated
        {
            ProfileId = profile.Id,
            Uuid = profile.Uuid,
            RequestId = asked.Id,
            Reference = asked.Reference,
            SponsorId = asked.RaisedBy,
            Organisation = asked.Organisation,
            Documents = [.. request.Person.Documents.Select(d => d.Kind.Name)],
            Manner = request.Person.Manner,
            NotTheSameAs = request.Person.NotTheSameAs,
        });

        await news.TellAsync(asked, "accepted", ct);

        return await db.SaveAsync(ct) is { } refused ? refused : new ProfileRegistered(profile.Id, profile.Uuid);
    }
}

public sealed record ProfileCreated : CareEvent
{
    public required Guid ProfileId { get; init; }

    public required UserUuid Uuid { get; init; }

    public required Guid RequestId { get; init; }

    public required RequestReference Reference { get; init; }

    public required Guid SponsorId { get; init; }

    public required OdsCode Organisation { get; init; }

    public required IReadOnlyList<string> Documents { get; init; }

    public required CheckManner Manner { get; init; }

    public required IReadOnlyList<Guid> NotTheSameAs { get; init; }

    public override string InWords =>
        $"Checked the identity {Manner.InWords()} ({string.Join(", ", Documents)}) and created the profile {Uuid} ({Reference}).";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId), AuditSubject.Request(RequestId), AuditSubject.Organisation(Organisation)];
}
