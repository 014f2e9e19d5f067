using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Sessions;

/// <summary>Turns a refusal into what a page shows: the sentences, and the names of those who can help.</summary>
public sealed class RefusalViews(RoleHolders holders, OrganisationTree tree)
{
    private const int Names = 3;

    public async Task<RefusalView> OfAsync(Refusal refusal, OdsCode? nearest, Guid? self, CancellationToken ct)
    {
        var organisation = refusal.Help?.Organisation ?? nearest;
        var who = refusal.Help is { } help && Enum.TryParse<RaFunction>(help.Function, out var function)
            ? await holders.WhoCanAsync(function, help.Organisation, Names + 1, ct)
            : [];
        var ra = organisation is null ? null : await tree.RaOfAsync(organisation, ct);
        return new RefusalView(refusal.Message, refusal.Code)
        {
            Why = refusal.Why,
            Next = refusal.Next,
            Field = refusal.Field,
            WhoCan = [.. who.Where(person => person.ProfileId != self).Take(Names).Select(person =>
                new PersonWhoCan(person.FullName, $"{person.PositionName}, {person.Organisation}", person.Email?.Value ?? person.Mobile))],
            RegistrationAuthority = ra is null ? null : new PersonWhoCan(
                ra.ContactName ?? ra.Name,
                ra.ContactName is null ? "your Registration Authority" : ra.Name,
                string.Join(", ", new[] { ra.Telephone, ra.Email }.Where(reach => !string.IsNullOrEmpty(reach))) is { Length: > 0 } reach ? reach : null),
        };
    }
}
