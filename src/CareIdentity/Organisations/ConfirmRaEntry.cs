using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Organisations;

public sealed record ConfirmRaEntryRequest
{
    public required OdsCode Organisation { get; init; }

    /// <summary>As it is right today, changed or not.</summary>
    public required RaEntry Entry { get; init; }
}

/// <summary>Somebody of the Registration Authority says that its entry in the public directory is right, after mending what was not.</summary>
public sealed class ConfirmRaEntry(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(ConfirmRaEntryRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.MaintainRaEntry, request.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var ra = await db.Organisations.FirstOrDefaultAsync(o => o.Code == request.Organisation, ct);
        if (ra is not { Kind: OrganisationKind.RegistrationAuthority })
        {
            return DirectoryRefusals.NotAnRa;
        }

        var entry = request.Entry.Tidy();
        if (entry.Check() is { } wrong)
        {
            return wrong;
        }

        var before = ra.Entry;
        ra.ReachedBy(entry, clock.Today(), actor.Name);
        audit.Record(actor, Reason.None, new RaEntryConfirmed { Organisation = ra.Code, Changed = entry.DifferencesFrom(before), Before = before, After = entry });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record RaEntryConfirmed : CareEvent
{
    public required OdsCode Organisation { get; init; }

    public required IReadOnlyList<string> Changed { get; init; }

    public required RaEntry Before { get; init; }

    public required RaEntry After { get; init; }

    public override string InWords => Changed.Count == 0
        ? $"Confirmed the entry of {Organisation} in the RA directory."
        : $"Changed {string.Join(", ", Changed)} of {Organisation} in the RA directory, and confirmed the entry.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation)];
}
