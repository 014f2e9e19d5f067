using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Staff;

public sealed record RecordTrainingRequest
{
    public required Guid ProfileId { get; init; }

    public required IReadOnlyCollection<RaRole> Roles { get; init; }

    public required DateOnly CompletedOn { get; init; }

    public required string Evidence { get; init; }
}

/// <summary>Records training that was not a session of ours: a completed training scenario, or a certificate of another Registration Authority.</summary>
public sealed class RecordTraining(CareIdentityDb db, Authority authority, TrainingRecording recording, AuditTrail audit, RaPolicy policy)
{
    private const int MostLetters = 200;

    public async Task<Outcome<Done>> ExecuteAsync(RecordTrainingRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckForProfileAsync(actor, RaFunction.ManageTraining, request.ProfileId, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (request.Roles.Count == 0 || !request.Roles.All(RaRoles.NeedsTraining))
        {
            return TrainingRefusals.RolesMissing;
        }

        if (string.IsNullOrWhiteSpace(request.Evidence) || request.Evidence.Trim().Length > MostLetters)
        {
            return TrainingRefusals.EvidenceMissing;
        }

        var training = new CompletedTraining([.. request.Roles.Distinct()], request.CompletedOn, policy.TrainingMonths, request.Evidence.Trim());
        if (await recording.RecordAsync(request.ProfileId, training, audit, actor, ct) is { } refusal)
        {
            return refusal;
        }

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}
