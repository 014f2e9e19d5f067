using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Staff;

namespace CareIdentity.Web.Portal.Staff;

/// <summary>What can be done about an appointment from its one page.</summary>
public sealed class StaffChanges(Appointments appointments, Authority authority, RecordLetter record, RecordTraining train, SuspendStaff suspend, RemoveAssignment remove)
{
    /// <summary>Null where the actor may change it: their level, their tree, not themselves.</summary>
    public async Task<Refusal?> MayAppointAsync(StaffView view, Actor actor, CancellationToken ct) =>
        view.ProfileId == actor.ProfileId ? ProfileRefusals.OwnProfile
        : await authority.CheckAsync(actor, RaFunction.AppointRaStaff, view.Organisation, ct) ?? await appointments.CheckAsync(view.PositionId, actor, ct);

    public Task<Outcome<Done>> RecordAsync(Guid assignment, AppointmentLetter letter, Actor actor, CancellationToken ct) =>
        record.ExecuteAsync(new RecordLetterRequest { AssignmentId = assignment, Letter = letter }, actor, ct);

    public Task<Outcome<Done>> TrainAsync(RecordTrainingRequest request, Actor actor, CancellationToken ct) => train.ExecuteAsync(request, actor, ct);

    public Task<Outcome<Done>> SuspendAsync(SuspendStaffRequest request, Actor actor, CancellationToken ct) => suspend.ExecuteAsync(request, actor, ct);

    public Task<Outcome<Done>> EndAsync(RemoveAssignmentRequest request, Actor actor, CancellationToken ct) => remove.ExecuteAsync(request, actor, ct);
}
