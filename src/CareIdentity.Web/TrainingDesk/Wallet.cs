using System.Collections.Concurrent;
using System.Text.Json;
using CareIdentity.Cards.Virtual;

namespace CareIdentity.Web.TrainingDesk;

/// <summary>
/// The cards of the training world, one file each in the data directory: they are outside the service, as cards of plastic are, and keep
/// their state over a restart.
/// </summary>
public sealed class Wallet(string directory)
{
    private readonly ConcurrentDictionary<string, WalletCard> cards = new(StringComparer.Ordinal);

    public IReadOnlyList<WalletCard> All => [.. cards.Values.OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase).ThenBy(c => c.Serial, StringComparer.Ordinal)];

    public WalletCard? Find(string serial) => cards.GetValueOrDefault(serial);

    public void Load()
    {
        Directory.CreateDirectory(directory);
        foreach (var file in Directory.EnumerateFiles(directory, "*.json"))
        {
            if (JsonSerializer.Deserialize<WalletFile>(File.ReadAllText(file)) is { } kept)
            {
                cards[kept.Card.Serial] = new WalletCard(VirtualCard.Restore(kept.Card), kept.Name, kept.Role);
            }
        }
    }

    public WalletCard Add(VirtualCard card, string name, string role)
    {
        var added = new WalletCard(card, name, role);
        cards[added.Serial] = added;
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
}
