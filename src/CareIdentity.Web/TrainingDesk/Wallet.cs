using System.Collections.Concurrent;
using System.Text.Json;
using CareIdentity.Cards.Virtual;

namespace CareIdentity.Web.TrainingDesk;

/// <summary>
/// The cards of the training world, one file each in the data directory: they are outside the service, as cards of plastic are, and keep
/// their state over a restart. Read when somebody first sits down at the desk: no other page waits for them.
/// </summary>
public sealed class Wallet(string directory)
{
    private readonly Lazy<ConcurrentDictionary<string, WalletCard>> cards = new(() => Load(directory));

    public IReadOnlyList<WalletCard> All => [.. cards.Value.Values.OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase).ThenBy(c => c.Serial, StringComparer.Ordinal)];

    public WalletCard? Find(string serial) => cards.Value.GetValueOrDefault(serial);

    public WalletCard Add(VirtualCard card, string name, string role)
    {
        var added = new WalletCard(card, name, role);
        cards.Value[added.Serial] = added;
        Keep(added);
        return added;
    }

    /// <summary>Written beside, then moved into place: a card is never half a file.</summary>
    public void Keep(WalletCard card)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, card.Serial + ".json");
        var beside = path + ".new";
        File.WriteAllText(beside, JsonSerializer.Serialize(new WalletFile(card.Name, card.Role, card.Card.Save())));
        File.Move(beside, path, overwrite: true);
    }

    private static ConcurrentDictionary<string, WalletCard> Load(string directory)
    {
        var cards = new ConcurrentDictionary<string, WalletCard>(StringComparer.Ordinal);
        Directory.CreateDirectory(directory);
        foreach (var file in Directory.EnumerateFiles(directory, "*.json"))
        {
            if (JsonSerializer.Deserialize<WalletFile>(File.ReadAllText(file)) is { } kept)
            {
                cards[kept.Card.Serial] = new WalletCard(VirtualCard.Restore(kept.Card), kept.Name, kept.Role);
            }
        }

        return cards;
    }
}
