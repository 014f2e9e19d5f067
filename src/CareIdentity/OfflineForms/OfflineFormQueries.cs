using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.OfflineForms;

public sealed record OfflineFormRow(Guid Id, OfflineFormKind Kind, OdsCode Organisation, DateOnly FormDate, DateOnly KeepUntil, string About, UserUuid? Uuid, string EnteredBy, DateTimeOffset EnteredAt);

public sealed record OfflineFormPage(IReadOnlyList<OfflineFormRow> Rows, int Total, int Expired);

public sealed record OfflineFormView(
    Guid Id, OfflineFormKind Kind, OdsCode Organisation, string OrganisationName, DateOnly FormDate, DateOnly KeepUntil, string About, UserUuid? Uuid, string SignedBy, string ApprovedBy,
    string Words, string? Reference, string EnteredBy, DateTimeOffset EnteredAt, int ScanSize);

public sealed record OfflineFormPicture(byte[] Content, string ContentType, string Name);

/// <summary>The store of forms: of the reader's organisation and, for the Registration Authority, of those below it.</summary>
public sealed class OfflineFormQueries(CareIdentityDb db, PositionAuthority authority, TimeProvider clock)
{
    /// <param name="name">Beginning of the name of whom it is about; null for all.</param>
    public async Task<OfflineFormPage> ListAsync(Actor actor, string? name, OfflineFormKind? kind, int skip, int take, CancellationToken ct)
    {
        var today = clock.Today();
        var mine = await MineAsync(actor, ct);
        var found = mine.Where(f => kind == null || f.Kind == kind);
        if (NameText.Joined(name) is { Length: > 0 } begins)
        {
            var end = begins[..^1] + (char)(begins[^1] + 1);
            found = found.Where(f => string.Compare(f.SortName, begins) >= 0 && string.Compare(f.SortName, end) < 0);
        }

        var rows = await found.OrderByDescending(f => f.FormDate).ThenByDescending(f => f.Id).Skip(skip).Take(take)
            .Select(f => new OfflineFormRow(
                f.Id, f.Kind, f.Organisation, f.FormDate, f.KeepUntil, f.About,
                db.Profiles.Where(p => p.Id == f.ProfileId).Select(p => p.Uuid).FirstOrDefault(),
                db.Profiles.Where(p => p.Id == f.EnteredBy).Select(p => p.GivenName + " " + p.FamilyName).First(),
                f.EnteredAt))
            .ToListAsync(ct);
        return new OfflineFormPage(rows, await found.CountAsync(ct), await mine.CountAsync(f => f.KeepUntil < today, ct));
    }

    /// <summary>Null where there is none or it is not the actor's to see.</summary>
    public async Task<OfflineFormView?> FindAsync(Guid id, Actor actor, CancellationToken ct) => await (await MineAsync(actor, ct)).Where(f => f.Id == id)
        .Select(f => new OfflineFormView(
            f.Id, f.Kind, f.Organisation, db.Organisations.Where(o => o.Code == f.Organisation).Select(o => o.Name).First(), f.FormDate, f.KeepUntil, f.About,
            db.Profiles.Where(p => p.Id == f.ProfileId).Select(p => p.Uuid).FirstOrDefault(),
            f.SignedBy, f.ApprovedBy, f.Words, f.Reference,
            db.Profiles.Where(p => p.Id == f.EnteredBy).Select(p => p.GivenName + " " + p.FamilyName).First(),
            f.EnteredAt,
            db.OfflineFormScans.Where(s => s.FormId == f.Id).Select(s => s.Size).First()))
        .FirstOrDefaultAsync(ct);

    public async Task<OfflineFormPicture?> PictureAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var found = await (await MineAsync(actor, ct)).Where(f => f.Id == id)
            .Join(db.OfflineFormScans, f => f.Id, s => s.FormId, (f, s) => new { f.FormDate, f.Kind, s.Content, s.ContentType })
            .FirstOrDefaultAsync(ct);
        return found is null ? null : new OfflineFormPicture(found.Content, found.ContentType, $"form-{found.FormDate:yyyy-MM-dd}{(found.ContentType == "image/png" ? ".png" : ".jpg")}");
    }

    private async Task<IQueryable<OfflineForm>> MineAsync(Actor actor, CancellationToken ct)
    {
        var (from, roles) = (actor.Organisation, await authority.RolesInForceAsync(actor, ct));
        var able = roles.Where(AuthorityTable.RolesFor(RaFunction.EnterOfflineForm).Contains).ToList();
        var (any, tree) = (able.Count > 0, able.Exists(role => role.Reach() is not RoleReach.Organisation));
        return db.OfflineForms.AsNoTracking().Where(f => any && (f.Organisation == from || (tree && db.OrganisationAncestors.Any(a => a.Organisation == f.Organisation && a.Ancestor == from))));
    }
}
