using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Batches;

/// <summary>A person whom a line names.</summary>
/// <param name="Asked">The UUID as the line has it: another one where it is that of a profile merged into this person's.</param>
internal sealed record NamedPerson(Guid Id, UserUuid Asked, string FullName);

/// <summary>An open position that a line names.</summary>
internal sealed record NamedPosition(Guid Id, OdsCode Organisation, string Name);

/// <summary>Finds whom and what lines name: for one, or for many in two statements.</summary>
internal sealed class LineLookups(CareIdentityDb db)
{
    public async Task<Dictionary<UserUuid, NamedPerson>> PeopleAsync(IReadOnlyCollection<UserUuid> uuids, CancellationToken ct) =>
        await db.Profiles.AsNoTracking().Where(p => uuids.Contains(p.Uuid))
            .Join(db.Profiles, asked => asked.MergedInto ?? asked.Id, p => p.Id, (asked, p) => new NamedPerson(p.Id, asked.Uuid, p.GivenName + " " + p.FamilyName))
            .ToDictionaryAsync(p => p.Asked, ct);

    public async Task<ILookup<(OdsCode, string), NamedPosition>> PositionsAsync(IReadOnlyCollection<OdsCode> organisations, IReadOnlyCollection<string> names, CancellationToken ct) =>
        (await db.Positions.AsNoTracking()
            .Where(p => organisations.Contains(p.Organisation) && names.Contains(p.Name) && p.State == PositionState.Open)
            .Select(p => new NamedPosition(p.Id, p.Organisation, p.Name))
            .ToListAsync(ct)).ToLookup(p => (p.Organisation, p.Name));

    /// <summary>The person of the first column; the problem is on the cells.</summary>
    public async Task<NamedPerson?> PersonAsync(LineCells cells, CancellationToken ct)
    {
        if (cells.Value<UserUuid>(BatchColumns.Uuid, "a UUID of 12 digits") is not { } uuid)
        {
            return null;
        }

        var person = (await PeopleAsync([uuid], ct)).GetValueOrDefault(uuid);
        if (person is null)
        {
            cells.Refuse(ProfileRefusals.NotFound, BatchColumns.Uuid);
        }

        return person;
    }

    public async Task<NamedPosition?> PositionAsync(LineCells cells, CancellationToken ct)
    {
        var organisation = cells.Value<OdsCode>(BatchColumns.Organisation, "an ODS code");
        if (organisation is null || cells.Text(BatchColumns.Position) is not { } name)
        {
            return null;
        }

        return OnlyOne(cells, await PositionsAsync([organisation], [name], ct), organisation, name);
    }

    public static NamedPosition? OnlyOne(LineCells cells, ILookup<(OdsCode, string), NamedPosition> positions, OdsCode organisation, string name)
    {
        List<NamedPosition> found = [.. positions[(organisation, name)]];
        if (found.Count != 1)
        {
            cells.Refuse(found.Count == 0 ? AccessRefusals.PositionNotFound : BatchRefusals.TooManyPositions, BatchColumns.Position);
            return null;
        }

        return found[0];
    }
}
