using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Virtual;
using CareIdentity.Testing.Readers;
using Xunit;

namespace CareIdentity.Tests.Cards.Programs;

[Trait("layer", "programs")]
public sealed class PrivatePcscdTests
{
    [Fact]
    public async Task Two_run_at_once_and_each_sees_its_own_cards()
    {
        Programs.Need("opensc-tool");
        await using var here = await PrivatePcscd.StartAsync();
        await using var there = await PrivatePcscd.StartAsync();
        using var old = new VirtualCard("0712345678");
        using var newer = new VirtualCard("1012345678");

        await using var first = await here.InsertAsync(old, 1, ct: TestContext.Current.CancellationToken);
        await using var second = await there.InsertAsync(newer, 0, ct: TestContext.Current.CancellationToken);

        Assert.Equal(
            BitConverter.ToString(old.Model.Atr.ToArray()).Replace('-', ':'),
            (await Programs.RunAsync(here, "opensc-tool", "--reader", "1", "--atr")).Output.Trim(),
            ignoreCase: true);
        Assert.Equal(["No", "Yes"], Presence(await Programs.RunAsync(here, "opensc-tool", "--list-readers")));
        Assert.Equal(["Yes", "No"], Presence(await Programs.RunAsync(there, "opensc-tool", "--list-readers")));
    }

    [Fact]
    public async Task A_card_that_is_taken_out_is_gone_for_every_program_and_can_be_put_back()
    {
        Programs.Need("opensc-tool");
        await using var pcscd = await PrivatePcscd.StartAsync();
        using var card = new VirtualCard("0912345678");

        await using (await pcscd.InsertAsync(card, ct: TestContext.Current.CancellationToken))
        {
            Assert.Equal(["Yes", "No"], Presence(await Programs.RunAsync(pcscd, "opensc-tool", "--list-readers")));
        }

        Assert.Equal(["No", "No"], Presence(await Programs.RunAsync(pcscd, "opensc-tool", "--list-readers")));
        await using var again = await pcscd.InsertAsync(card, ct: TestContext.Current.CancellationToken);
        Assert.Equal(["Yes", "No"], Presence(await Programs.RunAsync(pcscd, "opensc-tool", "--list-readers")));
    }

    [Fact]
    public async Task A_card_that_a_fault_pulls_out_leaves_the_reader_in_the_middle_of_a_command()
    {
        Programs.Need("opensc-tool");
        await using var pcscd = await PrivatePcscd.StartAsync();
        using var card = new VirtualCard("0912345678");
        await using var inserted = await pcscd.InsertAsync(card, ct: TestContext.Current.CancellationToken);
        card.Arm(new CardFault.RemovedAfter(1));

        var said = await Programs.RunAsync(pcscd, "opensc-tool", "--card-driver", "default", "--send-apdu", "00:A4:04:00:09:A0:00:00:03:08:00:00:10:00");

        Assert.NotEqual(0, said.Code);
        await inserted.Link.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(card.IsInReader);
        Assert.Throws<CardRemovedException>(() => card.Transmit([0x00, 0xA4, 0x04, 0x00]));
    }

    private static string[] Presence(ProgramOutput said) =>
        [.. said.Output.Split('\n').Where(line => line.Contains("Care Identity Test", StringComparison.Ordinal)).Select(line => line.Contains("Yes", StringComparison.Ordinal) ? "Yes" : "No")];
}
