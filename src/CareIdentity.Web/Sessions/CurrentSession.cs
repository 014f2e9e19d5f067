using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.SignIn;

namespace CareIdentity.Web.Sessions;

/// <summary>Who is behind this request, found once. It says who; whether they may is asked of the authority by every verb.</summary>
public sealed class CurrentSession
{
    public SessionView? View { get; internal set; }

    /// <summary>Why a session that the browser still holds is not trusted any more.</summary>
    public Refusal? Ended { get; internal set; }

    /// <summary>The RA roles that the selected position gives now: for menus, never for decisions.</summary>
    public IReadOnlySet<RaRole> Roles { get; internal set; } = new HashSet<RaRole>();

    public bool IsSignedIn => View is not null;

    /// <exception cref="InvalidOperationException">Nobody is signed in: the page lacks its guard.</exception>
    public SessionView Required => View ?? throw new InvalidOperationException("Nobody is signed in.");

    public bool Can(RaFunction function) => AuthorityTable.Allows(Roles, function);
}
