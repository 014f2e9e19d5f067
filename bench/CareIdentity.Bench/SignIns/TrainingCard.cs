using System.Text;
using System.Text.Json;
using CareIdentity.Cards.Virtual;
using CareIdentity.Cards.Workstation;
using CareIdentity.Cards.Workstation.WebEid;
using CareIdentity.Web.TrainingDesk;

namespace CareIdentity.Bench.SignIns;

/// <summary>A card of the training population in a reader of its own, and somebody who types its passcode: the agent's part of a sign-in.</summary>
internal sealed class TrainingCard : IPasscodePrompt, IDisposable
{
    private const string Reader = "Reader 1";

    private readonly VirtualCard card;
    private readonly WebEidSignIn signIn;

    private TrainingCard(VirtualCard card)
    {
        this.card = card;
        var readers = new VirtualReaders(Reader);
        readers.Insert(Reader, card);
        signIn = new WebEidSignIn(readers, this, "https://care-identity.example/bench/1");
    }

    /// <summary>The wallet of a training service, as its files keep it.</summary>
    public static IEnumerable<TrainingCard> Of(string dataDirectory) =>
        Directory.EnumerateFiles(Path.Combine(dataDirectory, "desk"), "*.json").Order(StringComparer.Ordinal)
            .Select(file => JsonSerializer.Deserialize<WalletFile>(File.ReadAllText(file))!)
            .Select(kept => new TrainingCard(VirtualCard.Restore(kept.Card)));

    /// <summary>Null where this card signs nothing: it is blank or locked.</summary>
    public async Task<string?> SignAsync(string origin, string nonce, CancellationToken ct) =>
        await signIn.SignInAsync(origin, nonce, ct) is WebEidOutcome.Token token ? token.Value.ToJson() : null;

    public ValueTask<bool> ConfirmLastTryAsync(PasscodeContext context, CancellationToken ct) => new(false);

    public ValueTask<TypedPasscode?> AskCurrentAsync(PasscodeContext context, CancellationToken ct) =>
        new(new TypedPasscode(Encoding.ASCII.GetBytes(TrainingHint.TrainingPasscode)));

    public ValueTask<NewPasscode?> AskNewAsync(PasscodeContext context, CancellationToken ct) => new((NewPasscode?)null);

    public void Dispose() => card.Dispose();
}
