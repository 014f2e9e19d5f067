using System.Text;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Virtual;
using CareIdentity.Cards.Workstation;
using CareIdentity.Kernel;
using CareIdentity.Smartcards;
using CareIdentity.Tests.Given;

namespace CareIdentity.Tests.Smartcards.Faults;

/// <summary>A card that is worked on, and whose it is.</summary>
public sealed record CardSubject(VirtualCard Card, Guid SmartcardId);

/// <summary>An RA Agent and somebody with cards, for work that is interrupted again and again. A card that came out good is used once more.</summary>
public sealed class FaultDesk
{
    private const string Old = "482916";
    private const string New = "736251";

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly GivenCards given;
    private readonly CardEstate estate;
    private readonly Dictionary<CardOperationKind, CardSubject> kept = [];

    private FaultDesk(GivenCards given) => (this.given, estate) = (given, new CardEstate(given));

    public required Actor Agent { get; init; }

    /// <summary>Signed in with a card of their own that nothing is done to.</summary>
    public required Actor Holder { get; init; }

    public static async Task<FaultDesk> OpenAsync(GivenCards given)
    {
        var agent = await given.SignedIn(await given.Ra.AnRaAgent());
        var holder = await given.SignedIn(await given.Ra.AnIdChecker());
        return new FaultDesk(given) { Agent = agent, Holder = holder };
    }

    /// <summary>The card that this kind of work begins with.</summary>
    public async Task<CardSubject> SubjectAsync(CardOperationKind kind)
    {
        if (kind is CardOperationKind.Issue or CardOperationKind.IssueLocked)
        {
            return await SubjectOf(await given.ABlankCard());
        }

        if (!kept.Remove(kind, out var subject))
        {
            // Series 10 can destroy a key, series 09 writes it over.
            var card = await given.ABlankCard(kind is CardOperationKind.Clear ? $"10{Random():D8}" : null);
            await IssueAsync(card);
            subject = await SubjectOf(card);
        }

        if (kind is CardOperationKind.Unlock)
        {
            await LockAsync(subject.Card);
        }

        return subject;
    }

    public static FailingReader Reader(CardSubject subject, CardOperationKind kind, string current, (int, CardFailure)? fails)
    {
        subject.Card.Reset();
        return new FailingReader(subject.Card, Enum.Parse<OperationKind>(kind.ToString()), current, kind is CardOperationKind.ChangePasscode ? New : Old) { Fails = fails };
    }

    public async Task<AdmittedOperation> StartAsync(CardOperationKind kind, CardSubject subject)
    {
        var started = await given.Ra.With((StartCardOperation start) => start.ExecuteAsync(
            new StartCardOperationRequest
            {
                Kind = kind,
                ProfileId = Holder.ProfileId,
                SmartcardId = kind is CardOperationKind.Issue or CardOperationKind.IssueLocked ? null : subject.SmartcardId,
                BesideAnother = kind is CardOperationKind.Issue or CardOperationKind.IssueLocked ? "To be interrupted" : null,
                CancelReason = kind is CardOperationKind.Cancel ? CancelReason.Damaged : null,
                Reason = new Reason("A test of interruptions"),
            },
            ActorFor(kind),
            None));
        Assert.True(started.Refusal is null, $"{kind}: {started.Refusal?.Code}");
        return started.Value;
    }

    public Task<Outcome<Done>> RunAsync(AdmittedOperation operation, FailingReader reader) => given.Run(operation, reader);

    /// <summary>Null when it was done. A killed service comes back after the lease of its run is over.</summary>
    public async Task<Refusal?> RunUntilKilledAsync(AdmittedOperation operation, FailingReader reader)
    {
        try
        {
            return (await RunAsync(operation, reader)).Refusal;
        }
        catch (ServiceKilledException)
        {
            given.Ra.Clock.Advance(TimeSpan.FromMinutes(6));
            return new Refusal("killed", "The service was killed.");
        }
    }

    public async Task<Refusal?> ContinueAsync(Guid operationId, CardOperationKind kind, FailingReader reader)
    {
        var admitted = await given.Ra.With((ContinueCardOperation more) => more.ExecuteAsync(operationId, ActorFor(kind), None));
        return admitted.Refusal ?? (await RunAsync(admitted.Value, reader)).Refusal;
    }

    public Task<List<string>> AtRestAsync(CardSubject subject) => estate.AtRestAsync(subject.Card);

    /// <summary>What is broken after the work was done, if anything; then the card is made ready for the next time.</summary>
    public async Task<List<string>> SettleAsync(CardOperationKind kind, CardSubject subject, IReadOnlyList<FailingReader> readers)
    {
        var broken = await estate.AgreesAsync(subject.Card, After(kind));
        broken.AddRange(CommandTrace.Broken(readers, subject.Card.Save()));
        if (After(kind) is SmartcardState.Active)
        {
            broken.AddRange(await PasscodeIsAsync(subject.Card, kind is CardOperationKind.ChangePasscode ? New : Old));
        }

        if (broken.Count == 0)
        {
            await KeepAsync(kind, subject);
        }

        return broken;
    }

    private static SmartcardState After(CardOperationKind kind) => kind switch
    {
        CardOperationKind.IssueLocked => SmartcardState.Locked,
        CardOperationKind.Clear => SmartcardState.Cleared,
        CardOperationKind.Cancel => SmartcardState.Cancelled,
        _ => SmartcardState.Active,
    };

    /// <summary>Holders change their passcode and renew by themselves; the rest is the agent's.</summary>
    private Actor ActorFor(CardOperationKind kind) => kind is CardOperationKind.ChangePasscode or CardOperationKind.Renew ? Holder : Agent;

    private async Task KeepAsync(CardOperationKind kind, CardSubject subject)
    {
        switch (kind)
        {
            case CardOperationKind.ChangePasscode:
                var piv = new PivCard(given.Reader(subject.Card));
                await piv.SelectAsync(None);
                Assert.True((await piv.ChangePinAsync(Encoding.ASCII.GetBytes(New), Encoding.ASCII.GetBytes(Old), None)).IsAccepted);
                break;
            case CardOperationKind.Clear:
                Assert.Null((await given.Ra.With((ReturnCardToStock back) => back.ExecuteAsync(subject.SmartcardId, Actor.Service, None))).Refusal);
                await IssueAsync(subject.Card);
                break;
            case CardOperationKind.Issue or CardOperationKind.IssueLocked or CardOperationKind.Cancel:
                return;
        }

        kept[kind] = subject;
    }

    private async Task IssueAsync(VirtualCard card)
    {
        var started = await given.Start(CardOperationKind.Issue, Holder.ProfileId, Actor.Service, beside: "To be interrupted");
        Assert.Null((await given.Run(started.Value, given.Reader(card))).Refusal);
    }

    private async Task<CardSubject> SubjectOf(VirtualCard card) => new(card, (await given.View(card)).Id);

    private async Task LockAsync(VirtualCard card)
    {
        var piv = new PivCard(given.Reader(card));
        await piv.SelectAsync(None);
        while (!(await piv.VerifyPasscodeAsync("000000"u8.ToArray(), None)).IsBlocked)
        {
        }
    }

    private async Task<IReadOnlyList<string>> PasscodeIsAsync(VirtualCard card, string passcode)
    {
        card.Reset();
        var piv = new PivCard(given.Reader(card));
        await piv.SelectAsync(None);
        return (await piv.VerifyPasscodeAsync(Encoding.ASCII.GetBytes(passcode), None)).IsAccepted ? [] : ["the holder's passcode does not open the card"];
    }

    private static int Random() => System.Security.Cryptography.RandomNumberGenerator.GetInt32(100_000_000);
}
