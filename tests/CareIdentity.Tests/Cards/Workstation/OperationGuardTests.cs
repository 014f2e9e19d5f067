using System.Globalization;
using System.Text;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Workstation;
using Xunit;

namespace CareIdentity.Tests.Cards.Workstation;

public sealed class OperationGuardTests
{
    private static readonly byte[] Piv = Convert.FromHexString("A000000308000010000100");
    private static readonly PasscodePlace Current = new(0, PasscodeKind.Current);
    private static readonly PasscodePlace New = new(8, PasscodeKind.New);

    /// <summary>Everything that a service could ask for, by the form of its data.</summary>
    private static readonly (string Name, byte[] Data, PasscodePlace[] Places)[] Forms =
    [
        ("none", [], []),
        ("data", new byte[16], []),
        ("piv", Piv, []),
        ("current", new byte[8], [Current]),
        ("current+new", new byte[16], [Current, New]),
        ("new", new byte[16], [New]),
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_instruction_but_those_of_the_operation_is_refused(OperationKind kind)
    {
        var guard = new OperationGuard(kind, null);
        var through = new StringBuilder();

        foreach (var (cla, ins, p1, p2) in Headers)
        {
            var forms = Forms.Where(form => Passes(guard, new CommandApdu(cla, ins, p1, p2, form.Data), form.Places)).Select(form => form.Name);
            if (string.Join(' ', forms) is { Length: > 0 } names)
            {
                through.Append(CultureInfo.InvariantCulture, $"{cla:X2} {ins:X2} {p1:X2} {p2:X2}  {names}\n");
            }
        }

        Assert.Equal(ExpectedInstructions.Of(kind), through.ToString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_other_class_instruction_or_parameter_passes(OperationKind kind)
    {
        var guard = new OperationGuard(kind, null);
        var expected = ExpectedInstructions.Of(kind).Split('\n').Select(line => line.Split("  ")[0]).ToHashSet();

        foreach (var (cla, ins, p1, p2) in Neighbours(expected).Distinct())
        {
            if (Passes(guard, new CommandApdu(cla, ins, p1, p2), []) || Passes(guard, new CommandApdu(cla, ins, p1, p2, Piv), []))
            {
                Assert.Contains($"{cla:X2} {ins:X2} {p1:X2} {p2:X2}", expected);
            }
        }
    }

    [Theory]
    [InlineData("A000000308")]
    [InlineData("A00000030800001000")]
    public void The_PIV_application_may_be_selected(string aid) =>
        Assert.Null(new OperationGuard(OperationKind.Renew, "1").Refuse(Select(aid)));

    [Theory]
    [InlineData("")]
    [InlineData("A0000003")]
    [InlineData("A000000151000000")]
    [InlineData("D27600012401")]
    [InlineData("A0000005272001")]
    public void No_other_application_of_the_card_can_be_reached(string aid) =>
        Assert.NotNull(new OperationGuard(OperationKind.Issue, null).Refuse(Select(aid)));

    [Theory]
    [InlineData(OperationKind.Unlock)]
    [InlineData(OperationKind.ChangePasscode)]
    [InlineData(OperationKind.Renew)]
    [InlineData(OperationKind.Repair)]
    public void The_service_cannot_try_or_set_a_holders_passcode_itself(OperationKind kind)
    {
        var guard = new OperationGuard(kind, "1");

        Assert.NotNull(guard.Refuse(new CommandApdu(0, 0x20, 0, 0x80, new byte[8])));
        Assert.NotNull(guard.Refuse(new CommandApdu(0, 0x24, 0, 0x80, new byte[16])));
        Assert.NotNull(guard.Refuse(new CommandApdu(0, 0x2C, 0, 0x80, new byte[16])));
    }

    [Fact]
    public void A_typed_passcode_goes_nowhere_but_into_a_passcode_instruction()
    {
        PasscodePlace[][] wrong = [[], [new(1, PasscodeKind.Current)], [new(0, PasscodeKind.New)], [Current, Current], [New, Current], [Current, New, New]];
        foreach (var kind in Enum.GetValues<OperationKind>())
        {
            var guard = new OperationGuard(kind, "1");
            foreach (var places in wrong)
            {
                foreach (var ins in (byte[])[0x20, 0x24, 0x2C, 0xDB, 0x87, 0xA4])
                {
                    Assert.NotNull(guard.Refuse(new PasscodeCommand(new CommandApdu(0, ins, 0, 0x80, new byte[16]), places)));
                    Assert.NotNull(guard.Refuse(new PasscodeCommand(new CommandApdu(0, ins, 0, 0x80, new byte[8]), places)));
                    Assert.NotNull(guard.Refuse(new PasscodeCommand(new CommandApdu(0, ins, 0, 0x81, new byte[16]), places)));
                }
            }

            Assert.NotNull(guard.Refuse(new PasscodeCommand(new CommandApdu(0, 0x24, 0, 0x81, new byte[16]), [New])));
            Assert.NotNull(guard.Refuse(new PasscodeCommand(new CommandApdu(0, 0xDB, 0x3F, 0xFF, new byte[16]), [New])));
        }
    }

    [Theory]
    [InlineData(null, CardState.Blank, null, true)]
    [InlineData(null, CardState.Blank, "0011", true)]
    [InlineData(null, CardState.Ours, "0011", false)]
    [InlineData(null, CardState.Unknown, "0011", false)]
    [InlineData(null, CardState.None, null, false)]
    [InlineData("0011", CardState.Ours, "0011", true)]
    [InlineData("0011", CardState.Blank, "0011", true)]
    [InlineData("0011", CardState.Ours, "0012", false)]
    [InlineData("00AA", CardState.Ours, "00aa", false)]
    [InlineData("0011", CardState.Ours, null, false)]
    [InlineData("0011", CardState.Unknown, "0011", false)]
    [InlineData("0011", CardState.None, null, false)]
    public void An_operation_reaches_only_the_card_that_it_is_for(string? wanted, CardState state, string? serial, bool allowed) =>
        Assert.Equal(allowed, new OperationGuard(OperationKind.Issue, wanted).Refuse(new CardInReader("Reader", serial, state, 3)) is null);

    public static TheoryData<OperationKind> Kinds() => [.. Enum.GetValues<OperationKind>()];

    /// <summary>Every value that the table of any kind has, in every combination.</summary>
    private static IEnumerable<(byte Cla, byte Ins, byte P1, byte P2)> Headers =>
        from cla in (byte[])[0x00, 0x10]
        from ins in (byte[])[0x20, 0x24, 0x2C, 0x47, 0x87, 0xA4, 0xC0, 0xCB, 0xDB, 0xF6, 0xF7, 0xF8, 0xF9, 0xFB, 0xFD, 0xFF]
        from p1 in (byte[])[0x00, 0x03, 0x04, 0x05, 0x07, 0x08, 0x0A, 0x0C, 0x11, 0x14, 0x3F, 0x9A, 0x9C, 0xFF]
        from p2 in (byte[])[0x00, 0x80, 0x81, 0x9A, 0x9B, 0x9C, 0x9D, 0x9E, 0xFF]
        select (cla, ins, p1, p2);

    /// <summary>Every header that differs from one of the table in one byte.</summary>
    private static IEnumerable<(byte Cla, byte Ins, byte P1, byte P2)> Neighbours(IEnumerable<string> headers) =>
        from header in headers
        where header.Length > 0
        let bytes = Convert.FromHexString(header.Replace(" ", "", StringComparison.Ordinal))
        from value in Enumerable.Range(0, 256)
        from place in Enumerable.Range(0, 4)
        let changed = (byte[])[.. bytes[..place], (byte)value, .. bytes[(place + 1)..]]
        select (changed[0], changed[1], changed[2], changed[3]);

    private static bool Passes(OperationGuard guard, CommandApdu command, PasscodePlace[] places) =>
        (places.Length == 0 ? guard.Refuse(command) : guard.Refuse(new PasscodeCommand(command, places))) is null;

    private static CommandApdu Select(string aid) => new(0, 0xA4, 0x04, 0, Convert.FromHexString(aid));
}
