using CareIdentity.Kernel;
using CareIdentity.Smartcards;

namespace CareIdentity.SignIn;

/// <summary>A card operation is as good as the session that started it, at the moment when it is asked.</summary>
public sealed class SessionTrust(SessionQueries sessions) : OperationTrust
{
    public override async Task<Refusal?> CheckAsync(Actor actor, CancellationToken ct) => actor switch
    {
        { IsService: true } => null,
        { SessionId: { } session } => await sessions.CheckAsync(session, ct),
        _ => SignInRefusals.NoSession,
    };
}
