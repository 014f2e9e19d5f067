namespace CareIdentity.Bench.SignIns;

/// <summary>A visitor with a card that signs in to the home page.</summary>
internal sealed class CardClient(PortalVisitor visitor, TrainingCard card, string origin)
{
    private SignedInVisitor? last;

    /// <summary>The form of a sign-in that has only to be sent.</summary>
    public async Task<byte[]?> PrepareAsync(CancellationToken ct)
    {
        var nonce = await visitor.BeginAsync(ct);
        return await card.SignAsync(origin, nonce, ct) is { } token ? visitor.Form(nonce, token) : null;
    }

    public async Task SendAsync(byte[] form, CancellationToken ct) =>
        last = await visitor.SignInAsync(form, ct) ?? throw new WrongAnswerException("A good sign-in was refused.");

    /// <summary>All of it: challenge, passcode, signature, proof.</summary>
    public async Task SignInAsync(CancellationToken ct) =>
        await SendAsync(await PrepareAsync(ct) ?? throw new WrongAnswerException("A good card did not sign."), ct);

    /// <summary>The sessions are real: the last one opens the home page.</summary>
    public async Task CheckAsync(CancellationToken ct)
    {
        if (last is null || !await visitor.IsAtHomeAsync(last, ct))
        {
            throw new WrongAnswerException("A session that was given opens nothing.");
        }
    }

    /// <summary>Whether this card is one of somebody who has a single role and may sign in now.</summary>
    public async Task<bool> IsGoodAsync(CancellationToken ct) =>
        await PrepareAsync(ct) is { } form && await visitor.SignInAsync(form, ct) is { } signedIn && await visitor.IsAtHomeAsync(signedIn, ct);
}
