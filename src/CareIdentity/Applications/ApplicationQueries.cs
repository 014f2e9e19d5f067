using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Applications;

public sealed record ApplicationRow(
    ApplicationReference Reference, ApplicationState State, string Name, OdsCode Organisation, string OrganisationName, string Inviter, DateTimeOffset InvitedAt, DateTimeOffset? SubmittedAt);

public sealed record ApplicationList(IReadOnlyList<ApplicationRow> Rows, int Total);

/// <summary>Which applications are listed.</summary>
public sealed record ApplicationFilter
{
    public required OdsCode Organisation { get; init; }

    /// <summary>Of the organisations below it, too: for the Registration Authority.</summary>
    public required bool WholeTree { get; init; }

    public required IReadOnlyList<ApplicationState> States { get; init; }

    /// <summary>A reference, an ODS code, or letters of the name; null: all.</summary>
    public string? Text { get; init; }
}

/// <summary>Everything that a checker or inviter sees of one application.</summary>
public sealed record ApplicationView(
    Guid Id, Guid Version, ApplicationReference Reference, ApplicationState State, OdsCode Organisation, string OrganisationName, Guid InvitedBy, string Inviter, string InvitedAs, DateTimeOffset InvitedAt,
    Guid? SponsorId, string? Sponsor, string GivenName, string FamilyName, EmailAddress Email, string Note, string? PositionName, DateOnly? StartsOn, DateOnly? ExpiresOn, DateTimeOffset LinkUntil,
    DateTimeOffset? SubmittedAt, string? Needed, string? DecidedBy, DateTimeOffset? DecidedAt, RefusalReason? Why, UserUuid? Uuid, DateTimeOffset? PurgedAt, string? Submitted)
{
    public ApplicantAnswers Answers => ApplicantAnswers.Read(Submitted);

    public bool IsWithApplicant => State is ApplicationState.Invited or ApplicationState.Returned;
}

/// <summary>What pages show of applications: each reader those of organisations where their role may invite or check.</summary>
public sealed class ApplicationQueries(CareIdentityDb db)
{
    /// <summary>Those that wait longest first.</summary>
    public async Task<ApplicationList> ListAsync(ApplicationFilter filter, int skip, int take, CancellationToken ct)
    {
        var found = Matching(Of(filter.Organisation, filter.WholeTree).Where(a => filter.States.Contains(a.State)), filter.Text);
        return new ApplicationList(
            await found.OrderBy(a => a.SubmittedAt ?? a.InvitedAt).ThenBy(a => a.Id).Skip(skip).Take(take)
                .Select(a => new ApplicationRow(
                    a.Reference, a.State, a.GivenName + " " + a.FamilyName, a.Organisation,
                    db.Organisations.Where(o => o.Code == a.Organisation).Select(o => o.Name).First(),
                    db.Profiles.Where(p => p.Id == a.InvitedBy).Select(p => p.GivenName + " " + p.FamilyName).First(),
                    a.InvitedAt, a.SubmittedAt))
                .ToListAsync(ct),
            await found.CountAsync(ct));
    }

    /// <summary>How many there are in each state.</summary>
    public async Task<IReadOnlyDictionary<ApplicationState, int>> CountAsync(OdsCode organisation, bool wholeTree, CancellationToken ct) =>
        await Of(organisation, wholeTree).GroupBy(a => a.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);

    /// <summary>With those who check identities.</summary>
    public Task<int> CountToCheckAsync(OdsCode organisation, bool wholeTree, CancellationToken ct) =>
        Of(organisation, wholeTree).CountAsync(a => a.State == ApplicationState.Submitted, ct);

    private static IQueryable<Application> Matching(IQueryable<Application> found, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return found;
        }

        // Without its hyphen it could be a name: Abernethy.
        if (text.TrimStart().StartsWith("A-", StringComparison.OrdinalIgnoreCase) && ApplicationReference.TryParse(text.Trim(), out var reference))
        {
            return found.Where(a => a.Reference == reference);
        }

#pragma warning disable CA1304, CA1311, CA1862 // Becomes SQL, which knows neither cultures nor comparisons.
        var letters = text.Trim().ToLowerInvariant();
        var code = OdsCode.TryParse(text.Trim(), out var typed) ? typed : null;
        return found.Where(a => (a.GivenName + " " + a.FamilyName).ToLower().Contains(letters) || a.Organisation == code);
#pragma warning restore CA1304, CA1311, CA1862
    }

    private IQueryable<Application> Of(OdsCode organisation, bool wholeTree) => db.Applications.AsNoTracking()
        .Where(a => a.Organisation == organisation || (wholeTree && db.OrganisationAncestors.Any(x => x.Organisation == a.Organisation && x.Ancestor == organisation)));

    public Task<ApplicationView?> FindAsync(ApplicationReference reference, CancellationToken ct) =>
        db.Applications.AsNoTracking().Where(a => a.Reference == reference)
            .Select(a => new ApplicationView(
                a.Id, a.Version, a.Reference, a.State, a.Organisation, db.Organisations.Where(o => o.Code == a.Organisation).Select(o => o.Name).First(),
                a.InvitedBy, db.Profiles.Where(p => p.Id == a.InvitedBy).Select(p => p.GivenName + " " + p.FamilyName).First(), a.InvitedAs, a.InvitedAt,
                a.SponsorId, db.Profiles.Where(p => p.Id == a.SponsorId).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault(),
                a.GivenName, a.FamilyName, a.Email, a.Note, db.Positions.Where(p => p.Id == a.PositionId).Select(p => p.Name).FirstOrDefault(), a.StartsOn, a.ExpiresOn, a.LinkUntil,
                a.SubmittedAt, a.Needed, db.Profiles.Where(p => p.Id == a.DecidedBy).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault(), a.DecidedAt, a.Reason,
                db.Profiles.Where(p => p.Id == a.ProfileId).Select(p => p.Uuid).FirstOrDefault(), a.PurgedAt, a.Submitted))
            .FirstOrDefaultAsync(ct);

    public Task<PhotoView?> PictureAsync(Guid application, PictureSlot slot, CancellationToken ct) => ApplicantDesk.PictureOfAsync(db, application, slot, ct);
}
