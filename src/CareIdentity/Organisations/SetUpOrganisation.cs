using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Organisations;

public sealed record SetUpOrganisationRequest
{
    public required OdsCode Code { get; init; }

    public required OrganisationDetails Details { get; init; }

    /// <summary>The organisation above it in the RA tree.</summary>
    public OdsCode? RaParent { get; init; }

    public string? ContactName { get; init; }

    public string? ContactEmail { get; init; }

    public string? ContactTelephone { get; init; }
}

/// <summary>
/// Makes an organisation known outside an import. Only the service itself does this: on first set-up and for training;
/// people place imported organisations with <c>PlaceOrganisation</c>.
/// </summary>
public sealed class SetUpOrganisation(CareIdentityDb db, OrganisationTree tree, KnownNames names, AuditTrail audit)
{
    public async Task<Outcome<OdsCode>> ExecuteAsync(SetUpOrganisationRequest request, Actor actor, CancellationToken ct)
    {
        if (!actor.IsService)
        {
            throw new InvalidOperationException("Set-up is the service's own.");
        }

        if (await db.Organisations.AnyAsync(o => o.Code == request.Code, ct))
        {
            return OrganisationRefusals.CodeInUse;
        }

        var organisation = new Organisation { Code = request.Code };
        organisation.Describe(request.Details);
        organisation.ReachedBy(request.ContactName, request.ContactEmail, request.ContactTelephone);
        db.Organisations.Add(organisation);
        var words = NameText.Words(request.Details.Name);
        await names.LearnAsync(words, ct);

        await using var change = await tree.LockAsync(ct);
        if (await tree.PlaceAsync(organisation, request.RaParent, ct) is { } refusal)
        {
            return refusal;
        }

        db.OrganisationNames.AddRange(words.Distinct().Select(word =>
            new OrganisationName { Word = word, SortName = organisation.SortName, Organisation = organisation.Code }));

        audit.Record(actor, Reason.None, new OrganisationSetUp { Code = request.Code, Name = request.Details.Name, RaParent = request.RaParent });

        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        await change.CommitAsync(ct);
        return request.Code;
    }
}

public sealed record OrganisationSetUp : CareEvent
{
    public required OdsCode Code { get; init; }

    public required string Name { get; init; }

    public OdsCode? RaParent { get; init; }

    public override string InWords => RaParent is null ? $"Set up {Name} ({Code})." : $"Set up {Name} ({Code}) below {RaParent}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Code)];
}
