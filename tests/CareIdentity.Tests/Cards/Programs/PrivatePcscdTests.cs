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

    [Fact]
    public async Task Whatever_command_the_power_fails_at_the_next_program_finds_a_card_that_works()
    {
        Programs.Need("yubico-piv-tool");
        await using var pcscd = await PrivatePcscd.StartAsync();
        using var card = new VirtualCard("1012345678");
        await using var inserted = await pcscd.InsertAsync(card, ct: TestContext.Current.CancellationToken);
        string[] generate = ["--reader=Care", "--action=generate", "--slot=9a", "--algorithm=ECCP256"];
        card.Arm();
        (await Programs.RunAsync(pcscd, "yubico-piv-tool", generate)).Succeeded();
        for (var command = card.Transmitted; command > 0; command--)
        {
            card.Arm(command % 2 == 0 ? new CardFault.PowerCutBefore(command) : new CardFault.PowerCutAfter(command));
            await Programs.RunAsync(pcscd, "yubico-piv-tool", generate);
            await inserted.BackAsync(TestContext.Current.CancellationToken);

            (await Programs.RunAsync(pcscd, "yubico-piv-tool", "--reader=Care", "--action=status", "--action=verify-pin", "--pin=123456")).Succeeded().Says("PIN tries left:\t3");
        }
    }

    [Fact]
    public async Task A_card_that_answers_late_or_wrongly_is_believed_no_more_than_a_real_one()
    {
        Programs.Need("yubico-piv-tool");
        await using var pcscd = await PrivatePcscd.StartAsync();
        using var card = new VirtualCard("1012345678");
        await using var inserted = await pcscd.InsertAsync(card, ct: TestContext.Current.CancellationToken);
        string[] verify = ["--reader=Care", "--action=verify-pin", "--pin=123456"];
        card.Arm();
        (await Programs.RunAsync(pcscd, "yubico-piv-tool", verify)).Succeeded();
        var last = card.Transmitted;

        card.Arm(new CardFault.Slow(last, TimeSpan.FromMilliseconds(700)));
        (await Programs.RunAsync(pcscd, "yubico-piv-tool", verify)).Succeeded();
        card.Arm(new CardFault.Answers(last, StatusWord.NoPreciseDiagnosis));
        Assert.NotEqual(0, (await Programs.RunAsync(pcscd, "yubico-piv-tool", verify)).Code);
        (await Programs.RunAsync(pcscd, "yubico-piv-tool", verify)).Succeeded();
    }

    [Fact]
    public async Task A_card_in_a_file_is_in_the_next_reader_what_it_was_in_the_last()
    {
        Programs.Need("yubico-piv-tool");
        var folder = Directory.CreateTempSubdirectory("cis-card-");
        var file = new VirtualCardFile(Path.Combine(folder.FullName, "card"));
        await using (var pcscd = await PrivatePcscd.StartAsync())
        {
            using var card = new VirtualCard("1012345678");
            await pcscd.InsertAsync(card, 0, file, TestContext.Current.CancellationToken);
            (await Programs.RunAsync(pcscd, "yubico-piv-tool", "--reader=Care", "--action=change-pin", "--pin=123456", "--new-pin=246802")).Succeeded();
            await Programs.RunAsync(pcscd, "yubico-piv-tool", "--reader=Care", "--action=verify-pin", "--pin=000000");
        }

        await using var next = await PrivatePcscd.StartAsync();
        using var again = new VirtualCardFile(Path.Combine(folder.FullName, "card")).Load();
        await using var inserted = await next.InsertAsync(again, 1, ct: TestContext.Current.CancellationToken);
        (await Programs.RunAsync(next, "yubico-piv-tool", "--reader=Care", "--action=status", "--action=verify-pin", "--pin=246802")).Succeeded().Says("PIN tries left:\t2");
        folder.Delete(recursive: true);
    }

    private static string[] Presence(ProgramOutput said) =>
        [.. said.Output.Split('\n').Where(line => line.Contains("Care Identity Test", StringComparison.Ordinal)).Select(line => line.Contains("Yes", StringComparison.Ordinal) ? "Yes" : "No")];
}
