using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

public sealed record SetUpPersonRequest
{
    public required PersonalDetails Details { get; init; }

    public required OdsCode Organisation { get; init; }

    /// <summary>Positions that they hold, each from a day that may lie in the past, to a day or without end.</summary>
    public IReadOnlyList<(Guid PositionId, DateOnly StartsOn, DateOnly? ExpiresOn)> Positions { get; init; } = [];

    /// <summary>Roles whose training is recorded as completed.</summary>
    public IReadOnlyList<RaRole> TrainedAs { get; init; } = [];

    /// <summary>When; null: today.</summary>
    public DateOnly? TrainedOn { get; init; }

    public Photo? Photo { get; init; }

    /// <summary>Taken over from another service: nobody has checked the identity here, and the date of birth may be unknown.</summary>
    public bool Migrated { get; init; }

    /// <summary>Whether the terms count as accepted: yes for the people of a training population who have long been working.</summary>
    public bool TermsAccepted { get; init; }
}

/// <summary>
/// The first RA Manager, who nobody could have sponsored, and the people of the training population. Only the service itself does this.
/// </summary>
public sealed class SetUpPerson(CareIdentityDb db, ProfileRegistration registration, RbacReferenceSource reference, AuditTrail audit, RaPolicy policy, TimeProvider clock)
{
    private const string SetUpWith = "Set up with the service";

    public async Task<Outcome<ProfileSetUp>> ExecuteAsync(SetUpPersonRequest request, Actor actor, CancellationToken ct)
    {
        if (!actor.IsService)
        {
            throw new InvalidOperationException("Set-up is the service's own.");
        }

        if ((request.Migrated ? PersonalDetailsRules.CheckNames(request.Details) : PersonalDetailsRules.Check(request.Details, clock.Today())) is { } wrong)
        {
            return wrong;
        }

        var now = clock.GetUtcNow();
        var profile = await registration.NewAsync(ProfileKind.Person, request.Details, request.Organisation, ct);
        if (!request.Migrated)
        {
            profile.Verify(now);
        }

        if (request.TermsAccepted)
        {
            profile.AcceptTerms(policy.TermsVersion, now);
        }

        if (request.Photo is { } photo)
        {
            db.ProfilePhotos.Add(new ProfilePhoto { ProfileId = profile.Id, Content = photo.Content, ContentType = photo.ContentType, TakenAt = now });
        }

        foreach (var (positionId, startsOn, expiresOn) in request.Positions)
        {
            var assignment = new PositionAssignment { Id = Guid.CreateVersion7(now), ProfileId = profile.Id, PositionId = positionId, StartsOn = startsOn, GrantedAt = now };
            assignment.EndOn(expiresOn);
            db.PositionAssignments.Add(assignment);
            await AppointAsync(assignment, now, ct);
        }

        var trainedOn = request.TrainedOn ?? clock.Today();
        db.RaTrainings.AddRange(request.TrainedAs.Distinct().Select(role => new RaTraining
        {
            ProfileId = profile.Id,
            Role = role,
            CompletedOn = trainedOn,
            ExpiresOn = trainedOn.AddMonths(policy.TrainingMonths),
            Evidence = SetUpWith,
        }));

        var done = new ProfileSetUp { ProfileId = profile.Id, Uuid = profile.Uuid, FullName = profile.FullName, Organisation = request.Organisation };
        audit.Record(actor, Reason.None, done);

        return await db.SaveAsync(ct) is { } refused ? refused : done;
    }

    /// <summary>Where the position makes somebody RA staff: those who begin a service were appointed on paper, and signed on paper.</summary>
    private async Task AppointAsync(PositionAssignment assignment, DateTimeOffset now, CancellationToken ct)
    {
        var accessProfiles = await db.AccessProfiles.AsNoTracking().Include(a => a.AddedActivities).Where(a => a.PositionId == assignment.PositionId).ToListAsync(ct);
        if (StaffCodes.AppointedRoles(await reference.GetAsync(ct), accessProfiles.Select(a => a.AsTerms()), policy).Count == 0)
        {
            return;
        }

        var appointment = RaAppointment.Of(assignment, new AppointmentLetter(Actor.Service.Name, SetUpWith, assignment.StartsOn, SetUpWith), null, now, policy);
        appointment.Agree(policy.AgreementVersion, now);
        db.RaAppointments.Add(appointment);
        db.TrainingWatches.Add(new TrainingWatch { AssignmentId = assignment.Id, LookOn = appointment.TrainingDueOn.AddDays(1) });
    }
}

public sealed record ProfileSetUp : CareEvent
{
    public required Guid ProfileId { get; init; }

    public required UserUuid Uuid { get; init; }

    public required string FullName { get; init; }

    public required OdsCode Organisation { get; init; }

    public override string InWords => $"Set up the profile {Uuid} of {FullName}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId), AuditSubject.Organisation(Organisation)];
}
