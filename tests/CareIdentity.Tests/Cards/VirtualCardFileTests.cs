using System.Text;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Virtual;
using static CareIdentity.Tests.Cards.CardsUnderTest;

namespace CareIdentity.Tests.Cards;

public sealed class VirtualCardFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cis-card-");

    private string Path => System.IO.Path.Combine(folder.FullName, "my.card");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_card_comes_back_out_of_its_file_with_all_that_it_keeps()
    {
        using var card = new VirtualCard(Serial);
        var piv = new PivCard(card.WithTyping());
        await piv.SelectAsync(Ct);
        await piv.AuthenticateManagementAsync(FactoryKey, PivAlgorithm.TripleDes, Ct);
        await piv.GenerateKeyAsync(PivSlot.Authentication, PivAlgorithm.EccP256, Ct);
        await piv.VerifyPasscodeAsync("000000"u8.ToArray(), Ct);
        new VirtualCardFile(Path).Keep(card);

        using var again = new VirtualCardFile(Path).Load();

        var restored = new PivCard(again.WithTyping());
        await restored.SelectAsync(Ct);
        Assert.Equal(2, await restored.PasscodeTriesLeftAsync(Ct));
        Assert.NotNull(await restored.KeyMetadataAsync(PivSlot.Authentication, Ct));
    }

    [Fact]
    public void Nobody_but_its_owner_may_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        using var card = new VirtualCard(Serial);

        new VirtualCardFile(Path).Keep(card);

#pragma warning disable CA1416 // Skipped there.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
#pragma warning restore CA1416
    }

    [Fact]
    public void It_is_written_only_when_something_changed()
    {
        using var card = new VirtualCard(Serial);
        var file = new VirtualCardFile(Path);
        file.Keep(card);
        File.Delete(Path);

        card.Transmit([0x00, 0xA4, 0x04, 0x00, 0x05, 0xA0, 0x00, 0x00, 0x03, 0x08]);
        file.Keep(card);
        Assert.False(File.Exists(Path));
        card.Transmit([0x00, 0x20, 0x00, 0x80, 0x08, .. "000000"u8, 0xFF, 0xFF]);
        file.Keep(card);

        Assert.True(File.Exists(Path));
    }

    [Fact]
    public void A_file_that_is_no_card_is_refused_whatever_is_in_it()
    {
        using var card = new VirtualCard(Serial);
        new VirtualCardFile(Path).Keep(card);
        var whole = File.ReadAllBytes(Path);
        var seeded = new SeededBytes(11);
        byte[][] hopeless = [[], "null"u8.ToArray(), "{}"u8.ToArray(), Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(whole).Replace(Serial, "9912345678", StringComparison.Ordinal))];
        foreach (var content in hopeless.Concat(Enumerable.Range(0, 2000).Select(_ => seeded.Mutate(whole))))
        {
            File.WriteAllBytes(Path, content);
            try
            {
                using var loaded = new VirtualCardFile(Path).Load();
                Assert.DoesNotContain(content, hopeless);
            }
            catch (InvalidDataException e)
            {
                Assert.Contains(Path, e.Message, StringComparison.Ordinal);
            }
        }
    }
}
