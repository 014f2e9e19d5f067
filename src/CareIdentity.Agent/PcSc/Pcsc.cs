namespace CareIdentity.Agent.PcSc;

/// <summary>Which PC/SC this machine has.</summary>
internal static class Pcsc
{
    public static IPcsc OfThisMachine() =>
        OperatingSystem.IsWindows() ? new WinSCard()
        : OperatingSystem.IsMacOS() ? new MacPcsc()
        : new PcscLite();
}
