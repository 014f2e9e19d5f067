using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.SignIn;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Applications;

/// <summary>What somebody with a link sees before a code is typed: who invited them, and nothing that they did not bring.</summary>
public sealed record InvitationView(string Inviter, string OrganisationName, DateTimeOffset Until, ApplicationState State);

/// <summary>The application as its applicant sees it.</summary>
public sealed record ApplicantView(
    Guid Id, ApplicationReference Reference, ApplicationState State, string GivenName, string FamilyName, EmailAddress Email, string OrganisationName, string Inviter, string? Needed,
    DateTimeOffset LinkUntil, DateTimeOffset? SubmittedAt, RefusalReason? Why, ApplicantAnswers Answers, IReadOnlySet<PictureSlot> Pictures)
{
    public bool IsWithApplicant => State is ApplicationState.Invited or ApplicationState.Returned;

    public ApplicantStep Next => ApplicantSteps.Next(Answers, Pictures);
}

/// <summary>
/// The applicant's side: finds the application of a link or of a browser that has it open, and keeps what is typed and taken. A browser
/// reaches its own application and no other, because nothing is asked for by number.
/// </summary>
public sealed class ApplicantDesk(CareIdentityDb db, ApplicantCodes codes, TimeProvider clock)
{
    public async Task<InvitationView?> InvitationAsync(string link, CancellationToken ct)
    {
        if (await codes.FindAsync(link, clock.GetUtcNow(), ct) is not { } application)
        {
            return null;
        }

        var (inviter, organisation) = await NamesAsync(application, ct);
        return new InvitationView(inviter, organisation, application.LinkUntil, application.State);
    }

    public async Task<ApplicantView?> FindAsync(string? token, CancellationToken ct)
    {
        if (await DraftAsync(token, ct) is not { } draft)
        {
            return null;
        }

        var application = await db.Applications.AsNoTracking().FirstAsync(a => a.Id == draft.ApplicationId, ct);
        var pictures = await db.ApplicationPictures.Where(p => p.ApplicationId == application.Id).Select(p => p.Slot).ToListAsync(ct);
        var (inviter, organisation) = await NamesAsync(application, ct);
        return new ApplicantView(
            application.Id, application.Reference, application.State, application.GivenName, application.FamilyName, application.Email, organisation, inviter, application.Needed,
            application.LinkUntil, application.SubmittedAt, application.Reason, ApplicantAnswers.Read(draft.Answers), pictures.ToHashSet());
    }

    public async Task<PhotoView?> PictureAsync(string? token, PictureSlot slot, CancellationToken ct) =>
        await DraftAsync(token, ct) is { } draft ? await PictureOfAsync(db, draft.ApplicationId, slot, ct) : null;

    public async Task<Refusal?> KeepAsync(string? token, ApplicantAnswers answers, CancellationToken ct)
    {
        if (await OpenAsync(token, ct) is not { } draft)
        {
            return ApplicationRefusals.NotWithYou;
        }

        draft.Answers = answers.Write();
        return await db.SaveAsync(ct);
    }

    /// <summary>Of a face as for a profile; of a document large enough to be read. Whatever is no picture is dropped from it.</summary>
    public async Task<Refusal?> KeepPictureAsync(string? token, PictureSlot slot, byte[] uploaded, CancellationToken ct)
    {
        if (await OpenAsync(token, ct) is not { } draft)
        {
            return ApplicationRefusals.NotWithYou;
        }

        if (uploaded.Length == 0)
        {
            return ApplicationRefusals.PictureMissing;
        }

        if (Photo.Read(uploaded).IsRefused(out _, out var photo))
        {
            return ApplicationRefusals.PictureNotAccepted;
        }

        var picture = await db.ApplicationPictures.FirstOrDefaultAsync(p => p.ApplicationId == draft.ApplicationId && p.Slot == slot, ct);
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(photo.Content));
        if (picture is null)
        {
            db.ApplicationPictures.Add(new ApplicationPicture { ApplicationId = draft.ApplicationId, Slot = slot, Content = photo.Content, ContentType = photo.ContentType, Digest = digest, TakenAt = clock.GetUtcNow() });
        }
        else
        {
            (picture.Content, picture.ContentType, picture.Digest, picture.TakenAt) = (photo.Content, photo.ContentType, digest, clock.GetUtcNow());
        }

        return await db.SaveAsync(ct);
    }

    /// <summary>The application that the browser has open, to be changed; null where it is not the applicant's turn.</summary>
    internal async Task<(Application Application, ApplicationDraft Draft)?> InHandAsync(string? token, CancellationToken ct) =>
        await DraftAsync(token, ct) is { } draft ? (await db.Applications.FirstAsync(a => a.Id == draft.ApplicationId, ct), draft) : null;

    internal static Task<PhotoView?> PictureOfAsync(CareIdentityDb db, Guid application, PictureSlot slot, CancellationToken ct) =>
        db.ApplicationPictures.AsNoTracking().Where(p => p.ApplicationId == application && p.Slot == slot)
            .Select(p => new PhotoView(p.Content, p.ContentType, p.TakenAt)).FirstOrDefaultAsync(ct);

    private async Task<ApplicationDraft?> OpenAsync(string? token, CancellationToken ct) =>
        await InHandAsync(token, ct) is { Application.IsWithApplicant: true } found ? found.Draft : null;

    private async Task<ApplicationDraft?> DraftAsync(string? token, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return SecretToken.Hash(token) is { } hash ? await db.ApplicationDrafts.FirstOrDefaultAsync(d => d.SessionHash == hash && d.SessionUntil > now, ct) : null;
    }

    private async Task<(string Inviter, string Organisation)> NamesAsync(Application application, CancellationToken ct) => (
        await db.Profiles.Where(p => p.Id == application.InvitedBy).Select(p => p.GivenName + " " + p.FamilyName).FirstAsync(ct),
        await db.Organisations.Where(o => o.Code == application.Organisation).Select(o => o.Name).FirstAsync(ct));
}
