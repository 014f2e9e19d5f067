using CareIdentity.Cards.Workstation;

namespace CareIdentity.Tests.Cards.Workstation;

/// <summary>
/// The guard's table as text, so that a change of what reaches a card shows in review. After each header: the forms of data that pass.
/// </summary>
internal static class ExpectedInstructions
{
    public static string Of(OperationKind kind) => kind switch
    {
        OperationKind.Issue =>
            """
            00 20 00 80  none data piv current
            00 20 FF 80  none
            00 24 00 80  none data piv new
            00 24 00 81  none data piv
            00 2C 00 80  none data piv
            00 47 00 9A  none data piv
            00 47 00 9C  none data piv
            00 87 03 9B  none data piv
            00 87 07 9A  none data piv
            00 87 07 9C  none data piv
            00 87 08 9B  none data piv
            00 87 0A 9B  none data piv
            00 87 0C 9B  none data piv
            00 87 11 9A  none data piv
            00 87 11 9C  none data piv
            00 87 14 9A  none data piv
            00 87 14 9C  none data piv
            00 A4 04 00  piv
            00 C0 00 00  none data piv
            00 CB 3F FF  none data piv
            00 DB 3F FF  none data piv
            00 F7 00 9A  none data piv
            00 F7 00 9B  none data piv
            00 F7 00 9C  none data piv
            00 F8 00 00  none data piv
            00 F9 9A 00  none data piv
            00 F9 9C 00  none data piv
            00 FD 00 00  none data piv
            00 FF FF FF  none data piv
            10 87 07 9A  none data piv
            10 87 07 9C  none data piv
            10 87 11 9A  none data piv
            10 87 11 9C  none data piv
            10 87 14 9A  none data piv
            10 87 14 9C  none data piv
            10 DB 3F FF  none data piv

            """,
        OperationKind.IssueLocked =>
            """
            00 20 00 80  none data piv
            00 20 FF 80  none
            00 24 00 80  none data piv
            00 24 00 81  none data piv
            00 2C 00 80  none data piv
            00 47 00 9A  none data piv
            00 47 00 9C  none data piv
            00 87 03 9B  none data piv
            00 87 07 9A  none data piv
            00 87 07 9C  none data piv
            00 87 08 9B  none data piv
            00 87 0A 9B  none data piv
            00 87 0C 9B  none data piv
            00 87 11 9A  none data piv
            00 87 11 9C  none data piv
            00 87 14 9A  none data piv
            00 87 14 9C  none data piv
            00 A4 04 00  piv
            00 C0 00 00  none data piv
            00 CB 3F FF  none data piv
            00 DB 3F FF  none data piv
            00 F7 00 9A  none data piv
            00 F7 00 9B  none data piv
            00 F7 00 9C  none data piv
            00 F8 00 00  none data piv
            00 F9 9A 00  none data piv
            00 F9 9C 00  none data piv
            00 FD 00 00  none data piv
            00 FF FF FF  none data piv
            10 87 07 9A  none data piv
            10 87 07 9C  none data piv
            10 87 11 9A  none data piv
            10 87 11 9C  none data piv
            10 87 14 9A  none data piv
            10 87 14 9C  none data piv
            10 DB 3F FF  none data piv

            """,
        OperationKind.Unlock =>
            """
            00 20 00 80  none current
            00 20 FF 80  none
            00 24 00 81  none data piv
            00 2C 00 80  new
            00 A4 04 00  piv
            00 C0 00 00  none data piv
            00 CB 3F FF  none data piv
            00 F7 00 9A  none data piv
            00 F7 00 9B  none data piv
            00 F7 00 9C  none data piv
            00 F8 00 00  none data piv
            00 FD 00 00  none data piv

            """,
        OperationKind.ChangePasscode =>
            """
            00 20 00 80  none
            00 20 FF 80  none
            00 24 00 80  current+new
            00 A4 04 00  piv
            00 C0 00 00  none data piv
            00 CB 3F FF  none data piv
            00 F7 00 9A  none data piv
            00 F7 00 9B  none data piv
            00 F7 00 9C  none data piv
            00 F8 00 00  none data piv
            00 FD 00 00  none data piv

            """,
        OperationKind.Renew =>
            """
            00 20 00 80  none current
            00 20 FF 80  none
            00 24 00 81  none data piv
            00 47 00 9A  none data piv
            00 47 00 9C  none data piv
            00 87 03 9B  none data piv
            00 87 07 9A  none data piv
            00 87 07 9C  none data piv
            00 87 08 9B  none data piv
            00 87 0A 9B  none data piv
            00 87 0C 9B  none data piv
            00 87 11 9A  none data piv
            00 87 11 9C  none data piv
            00 87 14 9A  none data piv
            00 87 14 9C  none data piv
            00 A4 04 00  piv
            00 C0 00 00  none data piv
            00 CB 3F FF  none data piv
            00 DB 3F FF  none data piv
            00 F7 00 9A  none data piv
            00 F7 00 9B  none data piv
            00 F7 00 9C  none data piv
            00 F8 00 00  none data piv
            00 F9 9A 00  none data piv
            00 F9 9C 00  none data piv
            00 FD 00 00  none data piv
            00 FF FF FF  none data piv
            10 87 07 9A  none data piv
            10 87 07 9C  none data piv
            10 87 11 9A  none data piv
            10 87 11 9C  none data piv
            10 87 14 9A  none data piv
            10 87 14 9C  none data piv
            10 DB 3F FF  none data piv

            """,
        OperationKind.Repair =>
            """
            00 20 00 80  none current
            00 20 FF 80  none
            00 24 00 81  none data piv
            00 47 00 9A  none data piv
            00 47 00 9C  none data piv
            00 87 03 9B  none data piv
            00 87 07 9A  none data piv
            00 87 07 9C  none data piv
            00 87 08 9B  none data piv
            00 87 0A 9B  none data piv
            00 87 0C 9B  none data piv
            00 87 11 9A  none data piv
            00 87 11 9C  none data piv
            00 87 14 9A  none data piv
            00 87 14 9C  none data piv
            00 A4 04 00  piv
            00 C0 00 00  none data piv
            00 CB 3F FF  none data piv
            00 DB 3F FF  none data piv
            00 F7 00 9A  none data piv
            00 F7 00 9B  none data piv
            00 F7 00 9C  none data piv
            00 F8 00 00  none data piv
            00 F9 9A 00  none data piv
            00 F9 9C 00  none data piv
            00 FD 00 00  none data piv
            00 FF FF FF  none data piv
            10 87 07 9A  none data piv
            10 87 07 9C  none data piv
            10 87 11 9A  none data piv
            10 87 11 9C  none data piv
            10 87 14 9A  none data piv
            10 87 14 9C  none data piv
            10 DB 3F FF  none data piv

            """,
        OperationKind.Clear =>
            """
            00 20 00 80  none data piv
            00 20 FF 80  none
            00 24 00 80  none data piv
            00 24 00 81  none data piv
            00 2C 00 80  none data piv
            00 47 00 9A  none data piv
            00 47 00 9C  none data piv
            00 87 03 9B  none data piv
            00 87 08 9B  none data piv
            00 87 0A 9B  none data piv
            00 87 0C 9B  none data piv
            00 A4 04 00  piv
            00 C0 00 00  none data piv
            00 CB 3F FF  none data piv
            00 DB 3F FF  none data piv
            00 F6 FF 9A  none data piv
            00 F6 FF 9C  none data piv
            00 F7 00 9A  none data piv
            00 F7 00 9B  none data piv
            00 F7 00 9C  none data piv
            00 F8 00 00  none data piv
            00 FB 00 00  none data piv
            00 FD 00 00  none data piv
            00 FF FF FF  none data piv
            10 DB 3F FF  none data piv

            """,
        OperationKind.Cancel =>
            """
            00 20 00 80  none data piv
            00 20 FF 80  none
            00 24 00 80  none data piv
            00 24 00 81  none data piv
            00 2C 00 80  none data piv
            00 47 00 9A  none data piv
            00 47 00 9C  none data piv
            00 87 03 9B  none data piv
            00 87 08 9B  none data piv
            00 87 0A 9B  none data piv
            00 87 0C 9B  none data piv
            00 A4 04 00  piv
            00 C0 00 00  none data piv
            00 CB 3F FF  none data piv
            00 DB 3F FF  none data piv
            00 F6 FF 9A  none data piv
            00 F6 FF 9C  none data piv
            00 F7 00 9A  none data piv
            00 F7 00 9B  none data piv
            00 F7 00 9C  none data piv
            00 F8 00 00  none data piv
            00 FB 00 00  none data piv
            00 FD 00 00  none data piv
            00 FF FF FF  none data piv
            10 DB 3F FF  none data piv

            """,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
