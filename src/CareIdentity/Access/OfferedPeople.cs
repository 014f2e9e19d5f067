using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Search;

namespace CareIdentity.Access;

/// <summary>What is known while a form lets somebody choose a person: whom they look for, whom they chose, and who cannot be it.</summary>
public sealed record PersonChoice
{
    /// <summary>Words of the name, or a whole UUID; null for the first by name.</summary>
    public string? Find { get; init; }

    /// <summary>Who is chosen already.</summary>
    public Guid? Chosen { get; init; }

    /// <summary>Never offered.</summary>
    public IReadOnlyList<Guid> Except { get; init; } = [];

    internal IQueryable<Profile> Found(IQueryable<Profile> people)
    {
        var others = Others(people);
        if (UserUuid.TryParse(Find, out var uuid))
        {
            return others.Where(p => p.Uuid == uuid);
        }

        foreach (var word in NameText.Words(Find))
        {
            others = others.Where(p => p.SortName.Contains(word));
        }

        return others;
    }

    internal IQueryable<Profile> AlreadyChosen(IQueryable<Profile> people) => Others(people).Where(p => p.Id == Chosen);

    private IQueryable<Profile> Others(IQueryable<Profile> people)
    {
        var except = Except.ToList();
        return except.Count == 0 ? people : people.Where(p => !except.Contains(p.Id));
    }
}

/// <summary>Whom a form offers: as many as a page shows, and the way to everybody else by name. Who is chosen stays offered while others are looked for.</summary>
/// <param name="People">Each once.</param>
/// <param name="Found">How many of them were found by what is looked for.</param>
/// <param name="IsMore">There are others, who are found by their name.</param>
public sealed record OfferedPeople(IReadOnlyList<RoleHolder> People, int Found, bool IsMore)
{
    /// <summary>Of those found.</summary>
    public const int Most = 20;

    public static readonly OfferedPeople Nobody = new([], 0, false);

    /// <summary>Positions, of which a person may hold some.</summary>
    internal const int Read = 200;

    public bool Has(Guid? person) => People.Any(holder => holder.ProfileId == person);

    internal static OfferedPeople Of(IReadOnlyList<RoleHolder> found, IReadOnlyList<RoleHolder> chosen)
    {
        var each = found.DistinctBy(holder => holder.ProfileId).ToList();
        var shown = each.Take(Most).ToList();
        return new OfferedPeople([.. shown.UnionBy(chosen, holder => holder.ProfileId)], shown.Count, each.Count > Most || found.Count >= Read);
    }
}
