using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Organisations;

/// <summary>
/// Some hundred lines of an organisation file, taken over in one commit with the events that say so. Neither the place in the RA tree
/// nor how to reach the RA is touched: the file knows nothing of them.
/// </summary>
internal sealed class OrganisationBatch(CareIdentityDb db, KnownNames names, AuditTrail audit)
{
    /// <summary>Keeps the list of codes in an event within what an event may hold.</summary>
    public const int Size = 500;

    public async Task<Outcome<OrganisationCounts>> TakeOverAsync(IReadOnlyList<OrganisationLine> lines, OrganisationFile file, Actor actor, CancellationToken ct)
    {
        var codes = lines.Select(line => line.Code).ToList();
        var known = await db.Organisations.Where(o => codes.Contains(o.Code)).ToDictionaryAsync(o => o.Code, ct);
        var renamed = new List<Organisation>();
        var (added, counts) = (new List<Organisation>(), default(OrganisationCounts));
        foreach (var line in lines)
        {
            if (!known.TryGetValue(line.Code, out var organisation))
            {
                added.Add(New(line));
            }
            else if (Change(organisation, line, file, actor, renamed) is { } change)
            {
                counts = change.Closes ? counts with { Closed = counts.Closed + 1 } : counts with { Changed = counts.Changed + 1 };
            }
            else
            {
                counts = counts with { Unchanged = counts.Unchanged + 1 };
            }
        }

        if (added.Count > 0)
        {
            db.AddMany(added);
            db.AddMany(added.ConvertAll(o => new OrganisationAncestor { Organisation = o.Code, Ancestor = o.Code, Depth = 0 }));
            audit.Record(actor, Reason.None, new OrganisationsAdded { FileName = file.Name, Sha256 = file.Sha256, Codes = [.. added.Select(o => o.Code)] });
        }

        if (await SaveAsync([.. added, .. renamed], ct) is { } refusal)
        {
            return refusal;
        }

        db.ChangeTracker.Clear();
        return counts with { Added = added.Count };
    }

    private static Organisation New(OrganisationLine line)
    {
        var organisation = new Organisation { Code = line.Code };
        organisation.Describe(line.Details);
        return organisation;
    }

    private OrganisationChanged? Change(Organisation organisation, OrganisationLine line, OrganisationFile file, Actor actor, List<Organisation> renamed)
    {
        var (before, sortedAs) = (organisation.DescribedAs, organisation.SortName);
        var details = line.Details with { Kind = OrganisationFileKinds.Keeping(before.Kind, line.Details.Kind) };
        if (!organisation.Describe(details))
        {
            return null;
        }

        if (organisation.SortName != sortedAs)
        {
            renamed.Add(organisation);
        }

        var change = new OrganisationChanged { Code = line.Code, FileName = file.Name, Sha256 = file.Sha256, Before = before, After = organisation.DescribedAs };
        audit.Record(actor, Reason.None, change);
        return change;
    }

    /// <summary>With the index of names, in one transaction. Its words are made known before: what is saved can then be found, also by those who mistype it.</summary>
    private async Task<Refusal?> SaveAsync(List<Organisation> named, CancellationToken ct)
    {
        var codes = named.Select(o => o.Code).ToList();
        var index = named
            .SelectMany(o => NameText.Words(o.Name).Distinct().Select(word => new OrganisationName { Word = word, SortName = o.SortName, Organisation = o.Code }))
            .ToList();
        await names.LearnAsync(index.Select(row => row.Word), ct);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.SaveAsync(ct) is { } refusal)
        {
            return refusal;
        }

        await db.DeleteAsync<OrganisationName>(all => all.Where(n => codes.Contains(n.Organisation)), ct);
        await db.InsertMissingAsync(index, ct);
        await transaction.CommitAsync(ct);
        return null;
    }
}

/// <summary>What became of the lines that could be read.</summary>
public readonly record struct OrganisationCounts(int Added, int Changed, int Closed, int Unchanged)
{
    public static OrganisationCounts operator +(OrganisationCounts a, OrganisationCounts b) =>
        new(a.Added + b.Added, a.Changed + b.Changed, a.Closed + b.Closed, a.Unchanged + b.Unchanged);

    public static OrganisationCounts Add(OrganisationCounts left, OrganisationCounts right) => left + right;
}
