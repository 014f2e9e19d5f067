using System.Text.Json;
using CareIdentity.Cards.Virtual;
using CareIdentity.Testing.Readers;

namespace CareIdentity.EndToEnd.Workstations;

/// <summary>
/// A workstation as a pharmacy has it: pcscd with two readers, the card agent, the browser's extension, and people who put cards in and type.
/// The cards are those of the training wallet.
/// </summary>
public sealed class AgentWorkstation : IWorkstation, IAsyncDisposable
{
    private const string Host = "org.careidentity.agent";

    private readonly Dictionary<string, VirtualCard> cards = [];
    private readonly Dictionary<string, InsertedCard> inserted = [];
    private readonly string wallet;
    private readonly string profile = Directory.CreateTempSubdirectory("cis-browser-").FullName;
    private string? lastBlank;

    private AgentWorkstation(PrivatePcscd pcscd, string wallet) => (Pcscd, this.wallet) = (pcscd, wallet);

    public PrivatePcscd Pcscd { get; }

    public PersonAtWindow Person { get; } = new();

    /// <summary>The browser's own folder, with the host manifest in it.</summary>
    public string Profile => profile;

    public static string Extension => Path.Combine(RunningService.Repository, "src", "CareIdentity.Extension");

    public static string AgentProgram => Path.Combine(RunningService.Repository, "src", "CareIdentity.Agent", "bin", RunningService.Configuration, "net10.0", "care-identity-agent");

    /// <summary>What the browser hands on to the agent.</summary>
    public Dictionary<string, string> Environment => Surroundings.With(
        Pcscd.Environment,
        new("PATH", $"{Person.Programs}:{Surroundings.Path}"),
        new("DISPLAY", ":0")); // the stand-in opens no window; without a desktop the agent would not ask it

    public static async Task<AgentWorkstation> StartAsync(RunningService service)
    {
        if (PcscInstallation.ReasonToSkip() is { } reason)
        {
            Assert.Skip(reason);
        }

        var workstation = new AgentWorkstation(await PrivatePcscd.StartAsync(), Path.Combine(service.Directory, "desk"));
        await workstation.WriteHostAsync();
        return workstation;
    }

    public async Task InsertAsync(PortalBrowser portal, string name, string reader)
    {
        await TakeOutOfAsync(reader);
        inserted[reader] = await Pcscd.InsertAsync(CardOf(name), reader == "Reader 1" ? 0 : 1);
    }

    public Task TakeOutAsync(PortalBrowser portal, string name, string reader) => TakeOutOfAsync(reader);

    public Task TypePasscodeAsync(PortalBrowser portal, string passcode) => Person.SaysYesAsync("Smartcard passcode", passcode);

    public Task AllowAsync(PortalBrowser portal) => Person.SaysYesAsync("Allow this on the card?");

    public Task TypeNewPasscodeAsync(PortalBrowser portal, string passcode) => Person.SaysYesAsync("New smartcard passcode", $"{passcode}|{passcode}");

    public Task SeesWrongAsync(PortalBrowser portal, string words) => Person.SeesAsync("New smartcard passcode", words);

    public Task TakeLastTryAsync(PortalBrowser portal) => Person.SaysYesAsync("One try is left");

    /// <summary>The card of that name; a card that was issued at this workstation was the blank one.</summary>
    public VirtualCard CardOf(string name)
    {
        if (cards.TryGetValue(name, out var known))
        {
            return known;
        }

        foreach (var path in Directory.EnumerateFiles(wallet, "*.json").Order(StringComparer.Ordinal))
        {
            using var file = JsonDocument.Parse(File.ReadAllText(path));
            if (file.RootElement.GetProperty("Name").GetString() == name)
            {
                lastBlank = name == "Blank card" ? name : lastBlank;
                return cards[name] = VirtualCard.Restore(file.RootElement.GetProperty("Card").Deserialize<VirtualCardSnapshot>()!);
            }
        }

        return cards[name] = cards[lastBlank ?? throw new InvalidOperationException($"The wallet has no card of {name}.")];
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Pcscd.DisposeAsync();
        }
        finally
        {
            Person.Dispose();
            Directory.Delete(profile, recursive: true);
            foreach (var card in cards.Values.Distinct())
            {
                card.Dispose();
            }
        }
    }

    private async Task TakeOutOfAsync(string reader)
    {
        if (inserted.Remove(reader, out var card))
        {
            await card.DisposeAsync();
        }
    }

    private async Task WriteHostAsync()
    {
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Extension, "manifest.json")));
        var hosts = Directory.CreateDirectory(Path.Combine(profile, "NativeMessagingHosts")).FullName;
        await File.WriteAllTextAsync(Path.Combine(hosts, $"{Host}.json"), JsonSerializer.Serialize(new
        {
            name = Host,
            description = "Care Identity card agent",
            path = AgentProgram,
            type = "stdio",
            allowed_origins = new[] { $"chrome-extension://{ExtensionKey.IdOf(manifest.RootElement.GetProperty("key").GetString()!)}/" },
        }));
    }
}
