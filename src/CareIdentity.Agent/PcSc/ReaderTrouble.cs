namespace CareIdentity.Agent.PcSc;

/// <summary>Why no reader can be used.</summary>
internal enum ReaderTrouble
{
    /// <summary>The library of PC/SC is not installed.</summary>
    NoLibrary,

    /// <summary>The service behind it does not run.</summary>
    NoService,

    NoReader,

    /// <summary>PC/SC answered with something that none of its documents explains.</summary>
    Other,
}
