using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CareIdentity.Organisations;

/// <summary>Keeps and asks the RA tree.</summary>
public sealed class OrganisationTree(CareIdentityDb db)
{
    /// <summary>Whether <paramref name="organisation"/> is <paramref name="above"/> or stands anywhere below it.</summary>
    public Task<bool> IsWithinAsync(OdsCode organisation, OdsCode above, CancellationToken ct) =>
        db.OrganisationAncestors.AnyAsync(a => a.Organisation == organisation && a.Ancestor == above, ct);

    /// <summary>The nearest Registration Authority at or above it; null where no RA looks after it yet.</summary>
    public Task<RaContact?> RaOfAsync(OdsCode organisation, CancellationToken ct) =>
        db.OrganisationAncestors.AsNoTracking()
            .Where(a => a.Organisation == organisation)
            .Join(db.Organisations, a => a.Ancestor, o => o.Code, (a, o) => new { a.Depth, Ra = o })
            .Where(x => x.Ra.Kind == OrganisationKind.RegistrationAuthority)
            .OrderBy(x => x.Depth)
            .Select(x => new RaContact(x.Ra.Code, x.Ra.Name, x.Ra.ContactName, x.Ra.ContactEmail, x.Ra.ContactTelephone)
            {
                Address = x.Ra.ContactAddress,
                Hours = x.Ra.ContactHours,
                ConfirmedOn = x.Ra.ContactConfirmedOn,
            })
            .FirstOrDefaultAsync(ct);

    /// <summary>Null where an organisation can become a Registration Authority; who may do that is another question.</summary>
    public async Task<Refusal?> WhyNoRaAsync(OdsCode code, CancellationToken ct)
    {
        var organisation = await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Code == code, ct);
        return organisation switch
        {
            null => OrganisationRefusals.NotFound(code.Value),
            { Status: OrganisationStatus.Closed } => OrganisationRefusals.Closed(organisation.Code, organisation.Name),
            { Kind: OrganisationKind.RegistrationAuthority } => OrganisationRefusals.AlreadyRa(organisation.Name),
            { Kind: OrganisationKind.Other or OrganisationKind.Trust } => await RaOfAsync(code, ct) is null ? OrganisationRefusals.NotPlaced(organisation.Name) : null,
            _ => OrganisationRefusals.NotForRa(organisation.Name),
        };
    }

    /// <summary>
    /// Waits until nobody else changes the tree, then keeps everybody else waiting until the transaction ends: no ancestor is ever computed
    /// from a tree that is gone. Taken before anything of the tree is read that the change depends on; the caller commits.
    /// </summary>
    internal async Task<IDbContextTransaction> LockAsync(CancellationToken ct)
    {
        var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.RaTreeEditions.ExecuteUpdateAsync(row => row.SetProperty(e => e.Edition, e => e.Edition + 1), ct);
        return transaction;
    }

    /// <summary>Puts an organisation, with everything below it, under another. The caller holds the lock, records the event and saves.</summary>
    internal async Task<Refusal?> PlaceAsync(Organisation organisation, OdsCode? raParent, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("The RA tree is changed under its lock only.");
        }

        var below = await BelowAsync(organisation.Code, ct);
        if (raParent is not null && below.Exists(b => b.Organisation == raParent))
        {
            return OrganisationRefusals.WouldBeItsOwnAncestor(organisation.Code);
        }

        var old = (await AboveAllBelowAsync(organisation.Code, ct)).ToDictionary(a => (a.Organisation, a.Ancestor, a.Depth));
        organisation.PlaceUnder(raParent);
        foreach (var row in raParent is null ? [] : Crossed(below, await AboveAsync(raParent, ct)))
        {
            if (!old.Remove((row.Organisation, row.Ancestor, row.Depth)))
            {
                db.OrganisationAncestors.Add(row);
            }
        }

        // A row whose depth alone changes is another row with the same key: it is changed, not removed and added.
        foreach (var gone in old.Values)
        {
            Replace(gone);
        }

        return null;
    }

    private static IEnumerable<OrganisationAncestor> Crossed(List<OrganisationAncestor> below, List<OrganisationAncestor> above) =>
        below.SelectMany(_ => above, (descendant, ancestor) => new OrganisationAncestor
        {
            Organisation = descendant.Organisation,
            Ancestor = ancestor.Ancestor,
            Depth = descendant.Depth + ancestor.Depth + 1,
        });

    private void Replace(OrganisationAncestor gone)
    {
        var added = db.OrganisationAncestors.Local.FindEntryUntyped([gone.Organisation, gone.Ancestor]);
        if (added is { State: EntityState.Added })
        {
            added.State = EntityState.Modified;
        }
        else
        {
            db.OrganisationAncestors.Remove(gone);
        }
    }

    /// <summary>Itself and everything below it; itself is added where it is not in the tree yet.</summary>
    private async Task<List<OrganisationAncestor>> BelowAsync(OdsCode code, CancellationToken ct)
    {
        var below = await db.OrganisationAncestors.AsNoTracking().Where(a => a.Ancestor == code).ToListAsync(ct);
        if (!below.Exists(b => b.Organisation == code))
        {
            var itself = new OrganisationAncestor { Organisation = code, Ancestor = code, Depth = 0 };
            db.OrganisationAncestors.Add(itself);
            below.Add(itself);
        }

        return below;
    }

    /// <summary>Of it and everything below it, the rows of what stands above it.</summary>
    private Task<List<OrganisationAncestor>> AboveAllBelowAsync(OdsCode code, CancellationToken ct) =>
        db.OrganisationAncestors.AsNoTracking()
            .Where(b => b.Ancestor == code)
            .Join(db.OrganisationAncestors, b => b.Organisation, a => a.Organisation, (b, a) => a)
            .Where(a => !db.OrganisationAncestors.Any(b => b.Ancestor == code && b.Organisation == a.Ancestor))
            .ToListAsync(ct);

    /// <summary>Itself and everything above it, also where it was added a moment ago.</summary>
    private async Task<List<OrganisationAncestor>> AboveAsync(OdsCode code, CancellationToken ct)
    {
        var above = await db.OrganisationAncestors.AsNoTracking().Where(a => a.Organisation == code).ToListAsync(ct);
        above.AddRange(db.OrganisationAncestors.Local.Where(a => a.Organisation == code && !above.Exists(x => x.Ancestor == a.Ancestor)));
        return above;
    }
}

/// <summary>Who looks after an organisation and how to reach them.</summary>
public sealed record RaContact(OdsCode Code, string Name, string? ContactName, string? Email, string? Telephone)
{
    public string? Address { get; init; }

    public string? Hours { get; init; }

    public DateOnly? ConfirmedOn { get; init; }
}
