using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Organisations;

public sealed record MoveOrganisationRequest
{
    public required OdsCode Organisation { get; init; }

    /// <summary>The parent that the person who decides has seen; null where no RA looks after it yet.</summary>
    public OdsCode? From { get; init; }

    /// <summary>Null: out of the tree.</summary>
    public OdsCode? To { get; init; }

    /// <summary>Today, or a later day on which it happens by itself.</summary>
    public required DateOnly EffectiveOn { get; init; }

    public required RaLinkReason Why { get; init; }

    public required string Reason { get; init; }

    /// <summary>The signed form or letter.</summary>
    public string? Evidence { get; init; }
}

/// <summary>
/// Puts an organisation, with everything below it, under another RA parent, now or on a day (features.md row 54, form RA08). Who moves needs
/// the reach of both parents; where one is missing it is the national Root RA Manager's to do.
/// </summary>
public sealed class MoveOrganisation(CareIdentityDb db, Authority authority, OrganisationTree tree, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Guid>> ExecuteAsync(MoveOrganisationRequest request, Actor actor, CancellationToken ct)
    {
        if (await MoveAuthority.CheckAsync(authority, actor, request.Organisation, request.From, request.To, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        await using var change = await tree.LockAsync(ct);
        var organisation = await db.Organisations.FirstOrDefaultAsync(o => o.Code == request.Organisation, ct);
        if (organisation is null)
        {
            return OrganisationRefusals.NotFound(request.Organisation.Value);
        }

        if (await DecideAsync(organisation, request, ct) is { } refusal)
        {
            return refusal;
        }

        var move = Planned(request, actor);
        db.OrganisationMoves.Add(move);
        if (request.EffectiveOn > clock.Today())
        {
            audit.Record(actor, new Reason(move.Reason) { Evidence = move.Evidence }, OrganisationMovePlanned.From(move, organisation));
        }
        else if (await tree.PlaceAsync(organisation, request.To, ct) is { } cannot)
        {
            return cannot;
        }
        else
        {
            move.CarriedOut(clock.GetUtcNow());
            audit.Record(actor, new Reason(move.Reason) { Evidence = move.Evidence }, OrganisationMoved.From(move, organisation));
        }

        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        await change.CommitAsync(ct);
        return move.Id;
    }

    private async Task<Refusal?> DecideAsync(Organisation organisation, MoveOrganisationRequest request, CancellationToken ct)
    {
        var parent = request.To is null ? null : await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Code == request.To, ct);
        if (MoveRules.Check(organisation, parent, request, clock.Today()) is { } wrong)
        {
            return wrong;
        }

        if (await db.OrganisationMoves.AnyAsync(m => m.Organisation == organisation.Code && m.State == MoveState.Planned, ct))
        {
            return OrganisationRefusals.AlreadyPlanned;
        }

        return await MoveRules.CheckPlaceAsync(tree, organisation.Code, request.To, ct);
    }

    private OrganisationMove Planned(MoveOrganisationRequest request, Actor actor) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        Organisation = request.Organisation,
        FromParent = request.From,
        ToParent = request.To,
        EffectiveOn = request.EffectiveOn,
        Why = request.Why,
        Reason = request.Reason.Trim(),
        Evidence = string.IsNullOrWhiteSpace(request.Evidence) ? null : request.Evidence.Trim(),
        PlannedAt = clock.GetUtcNow(),
        PlannedBy = actor.Name,
    };
}

/// <summary>Who may move what: the reach of both parents, or the whole nation's where one is missing.</summary>
internal static class MoveAuthority
{
    public static async Task<Refusal?> CheckAsync(Authority authority, Actor actor, OdsCode organisation, OdsCode? from, OdsCode? to, CancellationToken ct) =>
        from is null || to is null
            ? await authority.CheckAsync(actor, RaFunction.PlaceOrganisation, organisation, ct)
            : await authority.CheckAsync(actor, RaFunction.MoveOrganisation, from, ct) ?? await authority.CheckAsync(actor, RaFunction.MoveOrganisation, to, ct);
}

/// <summary>Decisions over an organisation and its parents to be.</summary>
internal static class MoveRules
{
    private const int MostReason = 1000;
    private const int MostEvidence = 200;
    private const int MostDaysAhead = 366;

    public static Refusal? Check(Organisation organisation, Organisation? parent, MoveOrganisationRequest request, DateOnly today)
    {
        if (request.From != organisation.RaParent)
        {
            return SaveRefusals.ChangedBySomeoneElse;
        }

        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > MostReason || request.Evidence?.Length > MostEvidence)
        {
            return OrganisationRefusals.ReasonMissing;
        }

        if (request.EffectiveOn < today)
        {
            return OrganisationRefusals.MoveInPast;
        }

        if (request.EffectiveOn > today.AddDays(MostDaysAhead))
        {
            return OrganisationRefusals.MoveTooFarAhead;
        }

        return CheckParents(organisation, parent, request.To);
    }

    public static Refusal? CheckParents(Organisation organisation, Organisation? parent, OdsCode? to)
    {
        if (to == organisation.RaParent)
        {
            return OrganisationRefusals.SameParent;
        }

        if (organisation.Status is OrganisationStatus.Closed)
        {
            return OrganisationRefusals.Closed(organisation.Code, organisation.Name);
        }

        return to is null ? null
            : parent is null ? OrganisationRefusals.NotFound(to.Value) with { Field = "To" }
            : parent.Status is OrganisationStatus.Closed ? OrganisationRefusals.Closed(parent.Code, parent.Name) with { Field = "To" }
            : null;
    }

    /// <summary>Asked again when a planned move is carried out: the tree may be another by then.</summary>
    public static async Task<Refusal?> CheckPlaceAsync(OrganisationTree tree, OdsCode organisation, OdsCode? to, CancellationToken ct) =>
        to is null ? null
        : await tree.IsWithinAsync(to, organisation, ct) ? OrganisationRefusals.WouldBeItsOwnAncestor(organisation)
        : await tree.RaOfAsync(to, ct) is null ? OrganisationRefusals.ParentWithoutRa(to)
        : null;
}

public abstract record OrganisationMoveEvent : CareEvent
{
    public required Guid MoveId { get; init; }

    public required OdsCode Organisation { get; init; }

    public required string Name { get; init; }

    public OdsCode? FromParent { get; init; }

    public OdsCode? ToParent { get; init; }

    public required DateOnly EffectiveOn { get; init; }

    public required RaLinkReason Why { get; init; }

    public override IEnumerable<AuditSubject> Subjects =>
        new[] { Organisation, FromParent, ToParent }.OfType<OdsCode>().Select(AuditSubject.Organisation);

    protected string Way => (FromParent, ToParent) switch
    {
        (null, { } to) => $"below {to}",
        ({ } from, null) => $"out of the tree, from below {from}",
        _ => $"from below {FromParent} to below {ToParent}",
    };
}

/// <summary>An organisation stands under another RA parent from this day on.</summary>
public sealed record OrganisationMoved : OrganisationMoveEvent
{
    internal static OrganisationMoved From(OrganisationMove move, Organisation organisation) => new()
    {
        MoveId = move.Id,
        Organisation = move.Organisation,
        Name = organisation.Name,
        FromParent = move.FromParent,
        ToParent = move.ToParent,
        EffectiveOn = move.EffectiveOn,
        Why = move.Why,
    };

    public override string InWords => $"Moved {Name} ({Organisation}) {Way}.";
}

/// <summary>An organisation will stand under another RA parent from a day on.</summary>
public sealed record OrganisationMovePlanned : OrganisationMoveEvent
{
    internal static OrganisationMovePlanned From(OrganisationMove move, Organisation organisation) => new()
    {
        MoveId = move.Id,
        Organisation = move.Organisation,
        Name = organisation.Name,
        FromParent = move.FromParent,
        ToParent = move.ToParent,
        EffectiveOn = move.EffectiveOn,
        Why = move.Why,
    };

    public override string InWords => $"Planned for {EffectiveOn:d MMMM yyyy} to move {Name} ({Organisation}) {Way}.";
}
