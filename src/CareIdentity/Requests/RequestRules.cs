using CareIdentity.Kernel;

namespace CareIdentity.Requests;

/// <summary>Decisions over requests.</summary>
public static class RequestRules
{
    /// <summary>Who may do the thing may decide the request for it.</summary>
    public static RaFunction FunctionToDecide(RequestKind kind) => kind switch
    {
        RequestKind.CreateProfile => RaFunction.CreateProfile,
        RequestKind.AssignPosition => RaFunction.AssignPosition,
        _ => RaFunction.DecideRequest,
    };

    /// <summary>Working days (bank holidays left out) since it was raised; a reply is expected within two (decisions.md §3).</summary>
    public static int WorkingDaysWaited(DateOnly raised, DateOnly today)
    {
        var days = 0;
        for (var day = raised.AddDays(1); day <= today && days < 400; day = day.AddDays(1))
        {
            if (BankHolidays.IsWorkingDay(day))
            {
                days++;
            }
        }

        return days;
    }
}
