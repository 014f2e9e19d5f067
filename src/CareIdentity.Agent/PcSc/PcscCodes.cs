namespace CareIdentity.Agent.PcSc;

/// <summary>What follows from a return code.</summary>
internal static class PcscCodes
{
    /// <summary>The program behind PC/SC is not there. pcscd that dies answers once with a communication error and ever after with "no service".</summary>
    public static bool IsServiceGone(this PcscCode code) => code is PcscCode.NoService or PcscCode.ServiceStopped or PcscCode.CommunicationError;

    public static bool IsCardGone(this PcscCode code) =>
        code is PcscCode.NoSmartcard or PcscCode.RemovedCard or PcscCode.UnknownReader or PcscCode.ReaderUnavailable or PcscCode.InvalidHandle || code.IsServiceGone();

    /// <summary>There is something in the reader that does not talk: upside down, dirty, or no smartcard.</summary>
    public static bool IsMute(this PcscCode code) =>
        code is PcscCode.UnresponsiveCard or PcscCode.UnsupportedCard or PcscCode.ProtocolMismatch;

    public static bool IsReset(this PcscCode code) => code is PcscCode.ResetCard or PcscCode.UnpoweredCard;
}
