using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.People;

/// <summary>
/// Gives the list of an organisation's Temporary Access Cards and robots away, one after the other. It says who has each of them: that somebody took
/// it is in the audit trail before its first line is.
/// </summary>
public sealed class ExportShared(CareIdentityDb db, Authority authority, LoanQueries loans, AuditTrail audit)
{
    public async Task<Outcome<IAsyncEnumerable<SharedProfileRow>>> ExecuteAsync(OdsCode organisation, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.LendTemporaryCard, organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        audit.Record(actor, Reason.None, new SharedProfilesExported { Organisation = organisation });

        return await db.SaveAsync(ct) is { } refused ? refused : Outcome<IAsyncEnumerable<SharedProfileRow>>.FromT(loans.AllOfOrganisation(organisation));
    }
}

public sealed record SharedProfilesExported : CareEvent
{
    public required OdsCode Organisation { get; init; }

    public override string InWords => $"Took away the list of the Temporary Access Cards and robots of {Organisation}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation)];
}
