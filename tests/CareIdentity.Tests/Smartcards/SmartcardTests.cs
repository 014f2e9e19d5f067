using CareIdentity.Cards.Piv;
using CareIdentity.Kernel;
using CareIdentity.Smartcards;
using CardSerial = CareIdentity.Smartcards.CardSerial;

namespace CareIdentity.Tests.Smartcards;

public sealed class SmartcardTests
{
    private static readonly DateTimeOffset At = new(2026, 6, 15, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Every state × every transition; what is not listed is refused.</summary>
    [Fact]
    public void A_card_goes_only_where_its_life_cycle_leads()
    {
        (SmartcardState From, string Move, SmartcardState To)[] allowed =
        [
            (SmartcardState.Blank, "issue", SmartcardState.Active),
            (SmartcardState.Blank, "issue locked", SmartcardState.Locked),
            (SmartcardState.Active, "lock", SmartcardState.Locked),
            (SmartcardState.Locked, "unlock", SmartcardState.Active),
            (SmartcardState.Active, "unlock", SmartcardState.Active),
            (SmartcardState.Blank, "cancel", SmartcardState.Cancelled),
            (SmartcardState.Locked, "cancel", SmartcardState.Cancelled),
            (SmartcardState.Active, "cancel", SmartcardState.Cancelled),
            (SmartcardState.Cleared, "cancel", SmartcardState.Cancelled),
            (SmartcardState.Cancelled, "destroy", SmartcardState.Destroyed),
            (SmartcardState.Locked, "clear", SmartcardState.Cleared),
            (SmartcardState.Active, "clear", SmartcardState.Cleared),
            (SmartcardState.Cleared, "return", SmartcardState.Blank),
        ];
        foreach (var state in Enum.GetValues<SmartcardState>())
        {
            foreach (var move in new[] { "issue", "issue locked", "lock", "unlock", "cancel", "destroy", "clear", "return" })
            {
                var card = In(state);
                var refusal = Do(card, move);
                var to = allowed.Where(row => row.From == state && row.Move == move).Select(row => (SmartcardState?)row.To).FirstOrDefault();
                Assert.Equal((to ?? state, to is not null), (card.State, refusal is null));
            }
        }
    }

    [Fact]
    public void A_cleared_card_remembers_nobody()
    {
        var card = In(SmartcardState.Active);

        Assert.Null(card.Clear());

        Assert.Equal((null, null, null, null), (card.HolderId, card.IssuedBy, card.IssuedAt, card.CardUuid));
    }

    [Theory]
    [InlineData("0912345678", "09")]
    [InlineData("09 1234 5678", "09")]
    [InlineData("1000000000", "10")]
    [InlineData("0012345678", "00")]
    public void A_serial_number_is_ten_digits_of_a_series_that_exists(string text, string series) =>
        Assert.Equal(series, CardSerial.Parse(text).Series);

    [Theory]
    [InlineData("")]
    [InlineData("1112345678")]
    [InlineData("091234567")]
    [InlineData("09123456789")]
    [InlineData("0912345678' or '1'='1")]
    [InlineData("*")]
    [InlineData("０９12345678")]
    public void Anything_else_is_no_serial_number(string text) => Assert.False(CardSerial.TryParse(text, out _));

    [Fact]
    public void The_unblocking_key_in_doubt_is_settled_by_showing_either_one_and_never_the_same_twice_running()
    {
        var keys = new CardKeys { SmartcardId = Guid.NewGuid() };
        keys.IntendUnblocking(1);

        Assert.Equal([1, 0, 1, 0], new[] { keys.ShowUnblocking(), keys.ShowUnblocking(), keys.ShowUnblocking(), keys.ShowUnblocking() }.Select(k => k.Number));
        Assert.Equal([0, 1], keys.UnblockingCandidates.Select(k => k.Number));
        keys.ConfirmUnblocking(new KeyGeneration(1, 1));
        Assert.Equal((1, null), (keys.Unblocking, keys.UnblockingIntended));
    }

    [Fact]
    public void A_card_is_behind_while_a_key_is_of_an_earlier_master_key_or_was_outside_the_service()
    {
        var keys = new CardKeys { SmartcardId = Guid.NewGuid() };
        keys.ConfirmManagement(keys.IntendManagement(2, PivAlgorithm.Aes256));
        Assert.True(keys.IsBehind(2));
        keys.ConfirmUnblocking(keys.IntendUnblocking(2));
        Assert.False(keys.IsBehind(2));

        keys.UseUnblocking();

        Assert.True(keys.IsBehind(2));
        keys.ConfirmUnblocking(keys.UnblockingNow);
        Assert.True(keys.IsBehind(2), "The card answered to the key that was outside: it is still its key.");
        keys.ConfirmUnblocking(keys.IntendUnblocking(2));
        Assert.False(keys.IsBehind(2));
    }

    private static Smartcard In(SmartcardState state)
    {
        var card = new Smartcard { Id = Guid.NewGuid(), Serial = CardSerial.Parse("0912345678"), StockOf = OdsCode.Parse("RA1DO"), RegisteredAt = At };
        string[] moves = state switch
        {
            SmartcardState.Blank => [],
            SmartcardState.Locked => ["issue locked"],
            SmartcardState.Active => ["issue"],
            SmartcardState.Cleared => ["issue", "clear"],
            SmartcardState.Cancelled => ["cancel"],
            _ => ["cancel", "destroy"],
        };
        Assert.All(moves, move => Assert.Null(Do(card, move)));
        Assert.Equal(state, card.State);
        return card;
    }

    private static Refusal? Do(Smartcard card, string move) => move switch
    {
        "issue" => card.Issue(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), locked: false, null, At),
        "issue locked" => card.Issue(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), locked: true, null, At),
        "lock" => card.Lock(At),
        "unlock" => card.Unlock(),
        "cancel" => card.Cancel(CancelReason.Lost, At),
        "destroy" => card.Destroy(),
        "clear" => card.Clear(),
        _ => card.ReturnToStock(),
    };
}
