using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.People;

/// <summary>What an ID checker brings: the person, the documents, the photo, and whether likely duplicates were looked at.</summary>
public sealed record VerifiedPerson
{
    public required PersonalDetails Details { get; init; }

    public required IReadOnlyList<RecordedDocument> Documents { get; init; }

    public required CheckManner Manner { get; init; }

    /// <summary>By video: the edition of the script that was gone through, step by step.</summary>
    public string? VideoEdition { get; init; }

    /// <summary>Where one of the documents is a countersigned photo.</summary>
    public Countersignature? Countersigned { get; init; }

    public required Photo Photo { get; init; }

    /// <summary>Profiles that the checker saw side by side and found to be other people.</summary>
    public IReadOnlyList<Guid> NotTheSameAs { get; init; } = [];
}

/// <summary>
/// The one way in which a verified profile comes to be. Adds everything to the context; the verb around it authorises, records the
/// event and saves.
/// </summary>
public sealed class ProfileRegistration(CareIdentityDb db, DuplicateCheck duplicates, KnownNames names, DutyLedger duties, RaPolicy policy, TimeProvider clock)
{
    /// <summary>Refuses by every rule on evidence, duplicates and duties; <paramref name="sponsorId"/> is who asked for the person to be registered.</summary>
    internal async Task<Outcome<Profile>> RegisterAsync(VerifiedPerson person, OdsCode organisation, Guid sponsorId, Guid checkerId, CancellationToken ct)
    {
        if (await CheckAsync(person, null, ct) is { } wrong)
        {
            return wrong;
        }

        var profile = await NewAsync(ProfileKind.Person, person.Details, organisation, ct);
        if (profile.Verify(clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        await RecordAsync(profile.Id, person, organisation, checkerId, ct);
        var conflict = await duties.TakeAsync(profile.Id, sponsorId, DutySide.Sponsor, ct)
            ?? await duties.TakeAsync(profile.Id, checkerId, DutySide.Agent, ct);
        return conflict is null ? profile : conflict;
    }

    /// <summary>As above for a profile that is there already and has never been checked: the details become those of the documents.</summary>
    internal async Task<Refusal?> VerifyAsync(Profile profile, VerifiedPerson person, OdsCode organisation, Guid checkerId, CancellationToken ct)
    {
        var refusal = profile.Verify(clock.GetUtcNow())
            ?? await CheckAsync(person, profile.Id, ct)
            ?? await duties.TakeAsync(profile.Id, checkerId, DutySide.Agent, ct);
        if (refusal is not null)
        {
            return refusal;
        }

        profile.Describe(person.Details with { Title = profile.Title });
        await RenameAsync(profile, ct);
        await RecordAsync(profile.Id, person, organisation, checkerId, ct);
        return null;
    }

    /// <summary>
    /// Found under the present names from now on, and under those of profiles merged into it; the old ones stay in the history and, as words, in
    /// the index of words.
    /// </summary>
    internal async Task RenameAsync(Profile profile, CancellationToken ct)
    {
        var merged = await db.Profiles.AsNoTracking().Where(p => p.MergedInto == profile.Id).ToListAsync(ct);
        var words = merged.Prepend(profile).SelectMany(p => ProfileName.WordsOf(p.Described)).Distinct().ToList();
        await names.LearnAsync(words, ct);
        db.ProfileNames.RemoveRange(await db.ProfileNames.Where(n => n.ProfileId == profile.Id).ToListAsync(ct));
        db.ProfileNames.AddRange(ProfileName.Of(profile, words));
    }

    /// <summary>An unverified profile with its names findable and its own row in the duty ledger.</summary>
    internal async Task<Profile> NewAsync(ProfileKind kind, PersonalDetails details, OdsCode organisation, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var profile = new Profile
        {
            Id = Guid.CreateVersion7(now),
            Uuid = await FreeUuidAsync(ct),
            Kind = kind,
            CreatedAt = now,
            RegisteredAt = organisation,
        };
        profile.Describe(details);
        db.Profiles.Add(profile);
        db.Duties.Add(new Duty { ProfileId = profile.Id, PersonId = profile.Id, Side = DutySide.Subject, Since = now });
        var words = ProfileName.WordsOf(details);
        await names.LearnAsync(words, ct);
        db.ProfileNames.AddRange(ProfileName.Of(profile, words));
        return profile;
    }

    /// <param name="except">The profile that is checked: it is no duplicate of itself.</param>
    private async Task<Refusal?> CheckAsync(VerifiedPerson person, Guid? except, CancellationToken ct)
    {
        var today = clock.Today();
        var wrong = PersonalDetailsRules.Check(person.Details, today)
            ?? (IdentityEvidenceRules.Check(person.Documents, person.Details, today, policy.AddressProofAgeMonths, person.Manner) is [var first, ..] ? first : null)
            ?? Countersignature.Check(person.Documents, person.Countersigned)
            ?? (person.Manner is CheckManner.RemoteByVideo && person.VideoEdition != VideoScript.Edition ? EvidenceRefusals.ScriptMissing : null);
        if (wrong is not null)
        {
            return wrong;
        }

        var found = await duplicates.FindAsync(person.Details, person.Documents, ct);
        return found.Any(d => d.ProfileId != except && !person.NotTheSameAs.Contains(d.ProfileId)) ? ProfileRefusals.DuplicatesNotConfirmed : null;
    }

    private async Task RecordAsync(Guid profileId, VerifiedPerson person, OdsCode organisation, Guid checkerId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await db.ProfilePhotos.FindAsync([profileId], ct) is { } photo)
        {
            (photo.Content, photo.ContentType, photo.TakenAt) = (person.Photo.Content, person.Photo.ContentType, now);
        }
        else
        {
            db.ProfilePhotos.Add(new ProfilePhoto { ProfileId = profileId, Content = person.Photo.Content, ContentType = person.Photo.ContentType, TakenAt = now });
        }

        var signed = person.Documents.FirstOrDefault(document => document.Kind.Category is DocumentCategory.Countersigned);
        var check = new IdentityCheck
        {
            VideoScript = person.Manner is CheckManner.RemoteByVideo ? person.VideoEdition : null,
            CountersignedBy = signed?.Issuer.Trim(),
            CountersignerStanding = signed is null ? null : person.Countersigned?.Standing,
            CountersignerYears = signed is null ? null : person.Countersigned?.Years,
            Id = Guid.CreateVersion7(now),
            ProfileId = profileId,
            CheckedBy = checkerId,
            CheckedAt = now,
            Organisation = organisation,
            Manner = person.Manner,
        };
        check.Documents.AddRange(person.Documents.Select(document => new IdentityDocument
        {
            Id = Guid.CreateVersion7(now),
            CheckId = check.Id,
            Kind = document.Kind.Code,
            Issuer = document.Issuer.Trim(),
            Number = document.Number is null ? null : DocumentNumber.Canonical(document.Kind, document.Number, out _),
            IssuedOn = document.IssuedOn,
            ExpiresOn = document.ExpiresOn,
        }));
        db.IdentityChecks.Add(check);
    }

    /// <summary>A number that nobody has; a clash in the moment of saving is refused by the unique index.</summary>
    private async Task<UserUuid> FreeUuidAsync(CancellationToken ct)
    {
        while (true)
        {
            var uuid = UserUuid.Create();
            if (!await db.Profiles.AnyAsync(p => p.Uuid == uuid, ct))
            {
                return uuid;
            }
        }
    }
}
