namespace CareIdentity.Cards.Workstation;

/// <summary>
/// Which instructions each kind of operation needs, and no more: the table that the guard reads. Instructions are those of SP 800-73-4
/// Part 2 §3; the ones marked "vendor" are the additions that PIV cards with an attestation key share.
/// </summary>
internal static class OperationInstructions
{
    private static readonly byte[] PivApplication = [0xA0, 0x00, 0x00, 0x03, 0x08]; // NIST's registered provider, SP 800-73-4 Part 1 §2.2

    private static readonly byte[] Algorithms = [0x07 /* RSA 2048 */, 0x11 /* P-256 */, 0x14 /* P-384 */]; // SP 800-78-4 Table 6-2

    /// <summary>Find out which card this is. Every operation starts so, and starts so again after a reset.</summary>
    private static readonly GuardedInstruction[] Look =
    [
        new("SELECT the PIV application", 0xA4, 0x04, 0x00) { Prefix = PivApplication },
        new("GET RESPONSE", 0xC0, 0x00, 0x00),
        new("GET DATA", 0xCB, 0x3F, 0xFF),
        new("GET VERSION (vendor)", 0xFD, 0x00, 0x00),
        new("GET SERIAL (vendor)", 0xF8, 0x00, 0x00),
        .. from slot in (byte[])[0x9A, 0x9B, 0x9C] select new GuardedInstruction("GET METADATA of a key (vendor)", 0xF7, 0x00, slot),
        new("VERIFY: tries left", 0x20, 0x00, 0x80, PasscodeForm.NoData),
        new("VERIFY: forget that the passcode was given", 0x20, 0xFF, 0x80, PasscodeForm.NoData),
    ];

    /// <summary>The service proves that it holds the card's management key.</summary>
    private static readonly GuardedInstruction[] ManagementKey =
    [
        .. from algorithm in (byte[])[0x03 /* triple DES, as some cards leave the factory */, 0x08, 0x0A, 0x0C /* AES */]
           select new GuardedInstruction("GENERAL AUTHENTICATE: management key", 0x87, algorithm, 0x9B),
    ];

    private static readonly GuardedInstruction[] SetManagementKey =
    [
        new("SET MANAGEMENT KEY (vendor)", 0xFF, 0xFF, 0xFF),
    ];

    private static readonly GuardedInstruction[] Write =
    [
        new("PUT DATA", 0xDB, 0x3F, 0xFF, Chained: true),
    ];

    private static readonly GuardedInstruction[] Generate =
    [
        .. from slot in (byte[])[0x9A, 0x9C] select new GuardedInstruction("GENERATE ASYMMETRIC KEY PAIR", 0x47, 0x00, slot),
    ];

    /// <summary>New keys in 9A and 9C, each proving itself by a signature.</summary>
    private static readonly GuardedInstruction[] Keys =
    [
        .. Generate,
        .. from slot in (byte[])[0x9A, 0x9C] select new GuardedInstruction("ATTEST (vendor)", 0xF9, slot, 0x00),
        .. from slot in (byte[])[0x9A, 0x9C]
           from algorithm in Algorithms
           select new GuardedInstruction("GENERAL AUTHENTICATE: the holder's key", 0x87, algorithm, slot, Chained: true),
    ];

    private static readonly GuardedInstruction[] HolderGivesPasscode =
    [
        new("VERIFY: the holder's passcode", 0x20, 0x00, 0x80, PasscodeForm.TypedCurrent),
    ];

    /// <summary>
    /// Only where no holder's passcode is to stay on the card: with these the service would otherwise try passcodes, or set one that it knows.
    /// </summary>
    private static readonly GuardedInstruction[] OwnPasscode =
    [
        new("VERIFY: a passcode of the service's own", 0x20, 0x00, 0x80),
        new("CHANGE REFERENCE DATA: a passcode of the service's own", 0x24, 0x00, 0x80),
        new("RESET RETRY COUNTER: a passcode of the service's own", 0x2C, 0x00, 0x80),
    ];

    private static readonly GuardedInstruction[] Puk =
    [
        new("CHANGE REFERENCE DATA: PUK", 0x24, 0x00, 0x81),
    ];

    /// <summary>The keys are destroyed, or written over where the card cannot destroy them, or all of the application once passcode and PUK are both locked.</summary>
    private static readonly GuardedInstruction[] Empty =
    [
        .. Generate,
        new("RESET (vendor)", 0xFB, 0x00, 0x00),
        .. from slot in (byte[])[0x9A, 0x9C] select new GuardedInstruction("MOVE KEY to nowhere (vendor)", 0xF6, 0xFF, slot),
    ];

    public static IReadOnlyList<GuardedInstruction> Of(OperationKind kind) => kind switch
    {
        OperationKind.Issue =>
        [
            .. Look, .. ManagementKey, .. SetManagementKey, .. Keys, .. Write, .. OwnPasscode, .. Puk, .. HolderGivesPasscode,
            new("CHANGE REFERENCE DATA: the holder's first passcode", 0x24, 0x00, 0x80, PasscodeForm.TypedNew),
        ],
        OperationKind.IssueLocked => [.. Look, .. ManagementKey, .. SetManagementKey, .. Keys, .. Write, .. OwnPasscode, .. Puk],
        OperationKind.Unlock =>
        [
            .. Look, .. Puk, .. HolderGivesPasscode,
            new("RESET RETRY COUNTER: the holder's new passcode", 0x2C, 0x00, 0x80, PasscodeForm.TypedNew),
        ],
        OperationKind.ChangePasscode =>
        [
            .. Look,
            new("CHANGE REFERENCE DATA: the holder's passcode", 0x24, 0x00, 0x80, PasscodeForm.TypedCurrentAndNew),
        ],
        OperationKind.Renew or OperationKind.Repair => [.. Look, .. ManagementKey, .. SetManagementKey, .. Keys, .. Write, .. Puk, .. HolderGivesPasscode],
        OperationKind.Clear or OperationKind.Cancel =>
            [.. Look, .. ManagementKey, .. SetManagementKey, .. Write, .. OwnPasscode, .. Puk, .. Empty],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of operation."),
    };
}
