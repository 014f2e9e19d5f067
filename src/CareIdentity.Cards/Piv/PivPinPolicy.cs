namespace CareIdentity.Cards.Piv;

#pragma warning disable CA1008, CA1028 // The values are the vendor's; none of them is zero and each is one byte on the wire.

/// <summary>When a key wants the passcode (SP 800-73-4 Part 1 Table 4b; the numbers are Yubico's).</summary>
public enum PivPinPolicy : byte
{
    Never = 1,

    /// <summary>Verified at some time since the application was selected.</summary>
    Once = 2,

    /// <summary>Verified by the command right before.</summary>
    Always = 3,
}
