using CareIdentity.Cards.Workstation;

namespace CareIdentity.Agent.Diagnosis;

/// <summary>pcscd without a driver runs and shows no reader, which looks like a reader that is not plugged in.</summary>
internal static class DriverCheck
{
    public static IReadOnlyList<Finding> Run() => OperatingSystem.IsLinux() ? [Judge(ReaderDrivers.OfThisMachine())] : [];

    internal static Finding Judge(ReaderDrivers drivers) => drivers switch
    {
        { HasCcid: true } => Finding.Good("The driver of card readers is installed."),
        { HasVirtual: true } => Finding.Absent("Only the driver of virtual card readers is installed; a real one needs its own.", ReaderDrivers.Mend),
        _ => Finding.Broken("No driver of card readers is installed.", ReaderDrivers.Mend),
    };
}
