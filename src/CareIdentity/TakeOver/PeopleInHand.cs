using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.TakeOver;

/// <summary>
/// Those of whom some lines speak: found by UUID, by National Insurance number, by address with name and birth, in a few statements for all of them. Those to
/// whom the lines before added something are in hand already: the database may not know of it yet.
/// </summary>
internal sealed class PeopleInHand(CareIdentityDb db, TimeProvider clock)
{
    private readonly Dictionary<UserUuid, PersonInHand> byUuid = [];
    private readonly Dictionary<NationalInsuranceNumber, PersonInHand> byInsurance = [];
    private readonly Dictionary<ProfessionalNumber, PersonInHand> byRegister = [];
    private readonly Dictionary<NamedByMail, List<PersonInHand>> byMail = [];
    private readonly Dictionary<Guid, PersonInHand> byId = [];
    private readonly List<PersonInHand> loaded = [];
    private Queue<UserUuid> free = [];

    /// <summary>Those to whom these lines add something.</summary>
    public IEnumerable<PersonInHand> Changed => byId.Values.Where(p => p.IsNew || p.Added.Count > 0);

    public IEnumerable<Guid> HeldPositions => byId.Values.SelectMany(p => p.Held).Select(held => held.PositionId);

    /// <summary>To be asked before <see cref="LoadAsync"/>.</summary>
    public void Carry(IEnumerable<PersonInHand> before)
    {
        foreach (var person in before)
        {
            Keep(person.Carried());
        }
    }

    public async Task LoadAsync(IReadOnlyList<TakeOverLine> lines, CancellationToken ct)
    {
        var spare = lines.Where(l => l.Uuid is null).Select(_ => UserUuid.Create()).Where(uuid => !byUuid.ContainsKey(uuid)).Distinct().ToList();
        var uuids = lines.Select(l => l.Uuid).OfType<UserUuid>().Where(uuid => !byUuid.ContainsKey(uuid)).Concat(spare).Distinct().ToList();
        var taken = await AddAsync(db.Profiles.Where(p => uuids.Contains(p.Uuid)), ct);
        free = new Queue<UserUuid>(spare.Except(taken));
        // Said not to be null, or else the engine looks at everybody who has none.
        var insurance = lines.Select(l => l.Details.NationalInsuranceNumber).OfType<NationalInsuranceNumber>().Where(number => !byInsurance.ContainsKey(number)).Distinct().ToList();
        if (insurance.Count > 0)
        {
            await AddAsync(db.Profiles.Where(p => p.NationalInsuranceNumber != null && insurance.Contains(p.NationalInsuranceNumber)), ct);
        }

        var registers = lines.Select(l => l.Details.ProfessionalNumber).OfType<ProfessionalNumber>().Where(number => !byRegister.ContainsKey(number)).Distinct().ToList();
        if (registers.Count > 0)
        {
            await AddAsync(db.Profiles.Where(p => p.ProfessionalNumber != null && registers.Contains(p.ProfessionalNumber)), ct);
        }

        var mails = lines.Where(l => l.Uuid is null && l.Details.NationalInsuranceNumber is null).Select(l => l.ByMail).OfType<NamedByMail>().Distinct().ToList();
        if (mails.Count > 0)
        {
            await LoadByMailAsync(mails, ct);
        }

        await LoadHeldAsync(ct);
    }

    /// <summary>Null where nobody is. Refused where several are.</summary>
    public Outcome<Found> Find(TakeOverLine line) =>
        line.Uuid is { } uuid ? new Found(byUuid.GetValueOrDefault(uuid))
        : line.Details.NationalInsuranceNumber is { } number ? new Found(byInsurance.GetValueOrDefault(number))
        : !byMail.TryGetValue(line.ByMail!, out var all) ? new Found(null)
        : all.Count == 1 ? new Found(all[0]) : TakeOverRefusals.SeveralAre;

    public PersonInHand? WithInsurance(NationalInsuranceNumber? number) => number is null ? null : byInsurance.GetValueOrDefault(number);

    public PersonInHand? WithRegister(ProfessionalNumber? number) => number is null ? null : byRegister.GetValueOrDefault(number);

    public PersonInHand Add(TakeOverLine line)
    {
        var now = clock.GetUtcNow();
        var profile = new Profile
        {
            Id = Guid.CreateVersion7(now),
            Uuid = line.Uuid ?? (free.TryDequeue(out var next) ? next : UserUuid.Create()),
            Kind = ProfileKind.Person,
            CreatedAt = now,
            RegisteredAt = line.Organisation!,
        };
        profile.Describe(line.Details);
        return Keep(new PersonInHand(profile, isNew: true));
    }

    private async Task<IReadOnlyList<UserUuid>> AddAsync(IQueryable<Profile> which, CancellationToken ct)
    {
        var found = await which.AsNoTracking().ToListAsync(ct);
        found.ForEach(profile => Known(profile));

        // Of a merged profile the person is the one that it was merged into.
        var merged = found.Where(p => p.MergedInto is not null).ToList();
        if (merged.Count > 0)
        {
            var into = merged.Select(p => p.MergedInto!.Value).Distinct().ToList();
            var remaining = (await db.Profiles.AsNoTracking().Where(p => into.Contains(p.Id)).ToListAsync(ct)).ConvertAll(Known);
            merged.ForEach(p => byUuid[p.Uuid] = remaining.First(r => r.Profile.Id == p.MergedInto));
        }

        return found.ConvertAll(p => p.Uuid);
    }

    private async Task LoadByMailAsync(List<NamedByMail> mails, CancellationToken ct)
    {
        var (names, addresses) = (mails.Select(m => m.SortName).Distinct().ToList(), mails.Select(m => m.Email).Distinct().ToList());
        var words = names.Select(name => name.Split(' ')[0]).Distinct().ToList();
        var ids = db.ProfileNames.Where(n => words.Contains(n.Word) && names.Contains(n.SortName)).Select(n => n.ProfileId);
        await AddAsync(db.Profiles.Where(p => ids.Contains(p.Id) && p.Email != null && addresses.Contains(p.Email)), ct);
    }

    private async Task LoadHeldAsync(CancellationToken ct)
    {
        var known = loaded.ConvertAll(p => p.Profile.Id);
        if (known.Count > 0)
        {
            var held = await db.PositionAssignments.AsNoTracking().Where(a => known.Contains(a.ProfileId)).ToListAsync(ct);
            held.ForEach(a => byId[a.ProfileId].Held.Add(new HeldPosition(a.PositionId, a.StartsOn, a.ExpiresOn, a.RemovedAt is not null)));
        }
    }

    private PersonInHand Known(Profile profile)
    {
        if (byId.TryGetValue(profile.Id, out var known))
        {
            return known;
        }

        var person = new PersonInHand(profile, isNew: false);
        loaded.Add(person);
        return Keep(person);
    }

    private PersonInHand Keep(PersonInHand person)
    {
        var profile = person.Profile;
        byId.Add(profile.Id, person);
        byUuid.TryAdd(profile.Uuid, person);
        if (profile.MergedInto is not null)
        {
            return person;
        }

        if (profile.NationalInsuranceNumber is { } insurance)
        {
            byInsurance.TryAdd(insurance, person);
        }

        if (profile.ProfessionalNumber is { } register)
        {
            byRegister.TryAdd(register, person);
        }

        if (profile.Email is { } email)
        {
            var key = new NamedByMail(email, profile.SortName, profile.DateOfBirth);
            byMail[key] = byMail.TryGetValue(key, out var others) ? [.. others, person] : [person];
        }

        return person;
    }
}

/// <summary>Whom a line speaks of; null for somebody new.</summary>
internal sealed record Found(PersonInHand? Person);
