using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

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
            .Select(x => new RaContact(x.Ra.Code, x.Ra.Name, x.Ra.ContactName, x.Ra.ContactEmail, x.Ra.ContactTelephone))
            .FirstOrDefaultAsync(ct);

    /// <summary>Puts an organisation, with everything below it, under another. The caller records the event and saves.</summary>
    internal async Task<Refusal?> PlaceAsync(Organisation organisation, OdsCode? raParent, CancellationToken ct)
    {
        var below = await db.OrganisationAncestors.Where(a => a.Ancestor == organisation.Code).ToListAsync(ct);
        if (raParent is not null && (raParent == organisation.Code || below.Exists(b => b.Organisation == raParent)))
        {
            return OrganisationRefusals.WouldBeItsOwnAncestor(organisation.Code);
        }

        var itself = below.Find(b => b.Organisation == organisation.Code);
        if (itself is null)
        {
            itself = new OrganisationAncestor { Organisation = organisation.Code, Ancestor = organisation.Code, Depth = 0 };
            db.OrganisationAncestors.Add(itself);
            below.Add(itself);
        }

        var moved = below.Select(b => b.Organisation).ToList();
        var old = await db.OrganisationAncestors
            .Where(a => moved.Contains(a.Organisation) && !moved.Contains(a.Ancestor))
            .ToListAsync(ct);
        db.OrganisationAncestors.RemoveRange(old);
        organisation.PlaceUnder(raParent);
        if (raParent is null)
        {
            return null;
        }

        var above = await db.OrganisationAncestors.AsNoTracking().Where(a => a.Organisation == raParent).ToListAsync(ct);
        above.AddRange(db.OrganisationAncestors.Local.Where(a => a.Organisation == raParent && !above.Exists(x => x.Ancestor == a.Ancestor)));
        foreach (var descendant in below)
        {
            foreach (var ancestor in above)
            {
                var depth = descendant.Depth + ancestor.Depth + 1;
                var kept = old.Find(o => o.Organisation == descendant.Organisation && o.Ancestor == ancestor.Ancestor && o.Depth == depth);
                if (kept is not null)
                {
                    db.Entry(kept).State = EntityState.Unchanged;
                }
                else
                {
                    db.OrganisationAncestors.Add(new OrganisationAncestor { Organisation = descendant.Organisation, Ancestor = ancestor.Ancestor, Depth = depth });
                }
            }
        }

        return null;
    }
}

/// <summary>Who looks after an organisation and how to reach them.</summary>
public sealed record RaContact(OdsCode Code, string Name, string? ContactName, string? Email, string? Telephone);
