using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.OfflineForms;

public sealed record EnterOfflineFormRequest
{
    public required OfflineFormKind Kind { get; init; }

    public DateOnly? FormDate { get; init; }

    public required string About { get; init; }

    /// <summary>Where the person has a profile.</summary>
    public UserUuid? Uuid { get; init; }

    public required string SignedBy { get; init; }

    public required string ApprovedBy { get; init; }

    public required string Words { get; init; }

    public RequestReference? Reference { get; init; }

    /// <summary>The signed paper.</summary>
    public AttachmentContent? Scan { get; init; }
}

/// <summary>
/// Puts a form of an outage on record, with the date that stands on it and the paper as a picture. It changes nobody's access: what it says is done
/// with the usual pages, and this shows why it was done then.
/// </summary>
public sealed class EnterOfflineForm(CareIdentityDb db, Authority authority, AuditTrail audit, RaPolicy policy, TimeProvider clock)
{
    public async Task<Outcome<Guid>> ExecuteAsync(EnterOfflineFormRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.EnterOfflineForm, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (Decide(request) is { } wrong)
        {
            return wrong;
        }

        Profile? profile = null;
        if (request.Uuid is { } uuid)
        {
            profile = await db.Profiles.AsNoTracking().FirstOrDefaultAsync(p => p.Uuid == uuid, ct);
            if (profile is null || (profile.Id != actor.ProfileId && await authority.CheckForProfileAsync(actor, RaFunction.ViewProfile, profile.Id, ct) is not null))
            {
                return ProfileRefusals.NotFound with { Field = "Uuid" };
            }
        }

        if (request.Reference is { } reference && !await db.AccessRequests.AnyAsync(r => r.Reference == reference, ct))
        {
            return OfflineFormRefusals.ReferenceUnknown;
        }

        var (now, scan, date) = (clock.GetUtcNow(), request.Scan!, request.FormDate!.Value);
        var form = new OfflineForm
        {
            Id = Guid.CreateVersion7(now),
            Kind = request.Kind,
            Organisation = actor.Organisation!,
            FormDate = date,
            KeepUntil = date.AddYears(policy.OfflineFormYears),
            About = request.About.Trim(),
            SortName = NameText.Joined(request.About),
            ProfileId = profile?.MergedInto ?? profile?.Id,
            SignedBy = request.SignedBy.Trim(),
            ApprovedBy = request.ApprovedBy.Trim(),
            Words = request.Words.Trim(),
            Reference = request.Reference?.ToString(),
            EnteredAt = now,
            EnteredBy = actor.ProfileId,
        };
        db.OfflineForms.Add(form);
        db.OfflineFormScans.Add(new OfflineFormScan { FormId = form.Id, ContentType = scan.ContentType, Content = scan.Bytes, Size = scan.Bytes.Length, Digest = scan.Digest });
        audit.Record(actor, new Reason(form.Words) { Evidence = $"Form of {date:d MMMM yyyy}, signed by {form.SignedBy}" }, new OfflineFormEntered
        {
            FormId = form.Id,
            Kind = form.Kind,
            Organisation = form.Organisation,
            FormDate = date,
            ProfileId = form.ProfileId,
            SignedBy = form.SignedBy,
            ApprovedBy = form.ApprovedBy,
            Reference = form.Reference,
            ScanDigest = scan.Digest,
        });

        return await db.SaveAsync(ct) is { } refused ? refused : form.Id;
    }

    private Refusal? Decide(EnterOfflineFormRequest request) =>
        request.FormDate is not { } date ? OfflineFormRefusals.DateMissing
        : date > clock.Today() ? OfflineFormRefusals.DateAhead
        : date.AddYears(policy.OfflineFormYears) < clock.Today() ? OfflineFormRefusals.TooOld(policy.OfflineFormYears)
        : !Holds(request.About, 200) ? OfflineFormRefusals.AboutMissing
        : !Holds(request.SignedBy, 160) ? OfflineFormRefusals.SignedMissing
        : !Holds(request.ApprovedBy, 160) ? OfflineFormRefusals.ApprovedMissing
        : NameText.Joined(request.SignedBy) == NameText.Joined(request.ApprovedBy) ? OfflineFormRefusals.OnePerson
        : !Holds(request.Words, 1000) ? OfflineFormRefusals.WordsMissing
        : request.Scan is not { ContentType: "image/png" or "image/jpeg" } ? OfflineFormRefusals.ScanMissing
        : null;

    private static bool Holds(string text, int most) => !string.IsNullOrWhiteSpace(text) && text.Trim().Length <= most;
}

public sealed record OfflineFormEntered : CareEvent
{
    public required Guid FormId { get; init; }

    public required OfflineFormKind Kind { get; init; }

    public required OdsCode Organisation { get; init; }

    /// <summary>The date that stands on the form: what it is about happened then.</summary>
    public required DateOnly FormDate { get; init; }

    public Guid? ProfileId { get; init; }

    public required string SignedBy { get; init; }

    public required string ApprovedBy { get; init; }

    public string? Reference { get; init; }

    public required string ScanDigest { get; init; }

    public override string InWords =>
        $"Late entry: entered the paper form of {FormDate:d MMMM yyyy} ({OfflineFormWords.Kind(Kind)}), signed by {SignedBy}, carried out by {ApprovedBy}{(Reference is null ? "" : $", for the request {Reference}")}.";

    public override IEnumerable<AuditSubject> Subjects => ProfileId is { } profile
        ? [AuditSubject.Organisation(Organisation), AuditSubject.Profile(profile)]
        : [AuditSubject.Organisation(Organisation)];
}

/// <summary>The forms by the names that stand on them.</summary>
public static class OfflineFormWords
{
    public static string Kind(OfflineFormKind kind) => kind switch
    {
        OfflineFormKind.RequestProfile => "Request a new profile",
        OfflineFormKind.CreateProfile => "Create a profile",
        OfflineFormKind.ModifyProfile => "Change a profile",
        OfflineFormKind.AssignPosition => "Give, change or end a position",
        OfflineFormKind.CancelCard => "Cancel a smartcard",
        _ => "RA08: add or remove a Registration Authority",
    };
}
