using CareIdentity.Cards.Virtual;

namespace CareIdentity.Web.TrainingDesk;

/// <summary>A card in the wallet: what is printed on it, and the card itself.</summary>
public sealed class WalletCard(VirtualCard card, string name, string role)
{
    public VirtualCard Card => card;

    public string Serial => card.Serial.ToString();

    /// <summary>Whose it is; "Blank card" before it is anybody's.</summary>
    public string Name { get; set; } = name;

    public string Role { get; set; } = role;

    /// <summary>The reader it stands in, if any.</summary>
    public string? Reader { get; set; }
}

/// <summary>A wallet card as its file keeps it.</summary>
public sealed record WalletFile(string Name, string Role, VirtualCardSnapshot Card);
