namespace CareIdentity.Cards.Workstation;

/// <summary>A new passcode, as typed twice.</summary>
public sealed record NewPasscode(TypedPasscode First, TypedPasscode Second) : IDisposable
{
    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
    }
}
